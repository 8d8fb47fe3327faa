import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** A program of ours as a process of its own, which a test reads line by line, signals, and outlives. */
export class ChildProgram implements AsyncDisposable {
  readonly child: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  readonly #errors: string[] = [];
  /** Its exit code, null where a signal killed it, and the signal. */
  readonly exit: Promise<unknown[]>;

  /** @param program beside this file, or from the test's root as `../…`. */
  constructor(program: string, argv: readonly string[], env: Readonly<Record<string, string>> = {}) {
    const path = fileURLToPath(new URL(program, import.meta.url));
    const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", path, ...argv], {
      env: { PATH: "", ...env },
      stdio: ["pipe", "pipe", "pipe"],
    });
    this.child = child;
    this.#lines = createInterface(child.stdout)[Symbol.asyncIterator]();
    child.stderr.on("data", (chunk) => this.#errors.push(String(chunk)));
    this.exit = once(child, "close");
  }

  /** Resolves with the next line that holds this text. */
  async line(text: string): Promise<string> {
    for (;;) {
      const { done, value } = await this.#lines.next();
      if (done) throw new Error(`the program ended without saying "${text}":\n${this.errors()}`);
      if (value.includes(text)) return value;
    }
  }

  /** Whatever it says from now on, until it ends. */
  async *allLines(): AsyncGenerator<string> {
    for (;;) {
      const { done, value } = await this.#lines.next();
      if (done) return;
      yield value;
    }
  }

  /** What it wrote to stderr so far. */
  errors(): string {
    return this.#errors.join("");
  }

  async end(signal: NodeJS.Signals): Promise<unknown> {
    this.child.kill(signal);
    const [code] = await this.exit;
    return code;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.end("SIGKILL");
  }
}

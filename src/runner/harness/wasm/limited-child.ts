import { type ChildProcessByStdio, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import type { z } from "zod";
import { TextTail } from "./text-tail.ts";

/**
 * A Node process that can read the files it is made of, and nothing else: no other
 * file, no network flag, no process of its own, no environment of ours. It dies
 * with its supervisor, whatever it is doing (see leash.ts).
 */
export class LimitedChild<Message> {
  readonly #process: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #errors: TextTail;
  /** Settles when the process is gone: how it ended, in words. */
  readonly ended: Promise<string>;

  constructor(options: {
    readonly entry: URL;
    /** Files and folders that it may read. */
    readonly readable: readonly URL[];
    readonly flags: readonly string[];
    readonly logBytes: number;
    readonly job: object;
    readonly message: z.ZodType<Message>;
    readonly onMessage: (message: Message) => void;
  }) {
    this.#errors = new TextTail(options.logBytes);
    const permissions = ["--permission", "--allow-worker", ...options.readable.map(allowRead)];
    const argv = [...permissions, "--disable-warning=ExperimentalWarning", "--disable-warning=SecurityWarning"];
    this.#process = spawn(process.execPath, [...argv, ...options.flags, fileURLToPath(options.entry)], {
      cwd: "/",
      env: {},
      stdio: ["pipe", "pipe", "pipe"],
    });
    this.#process.stderr.on("data", (chunk: Buffer) => this.#errors.add(chunk));
    // A child that dies early closes its stdin; its end tells more than the failed write.
    this.#process.stdin.on("error", () => undefined);
    this.#process.stdin.write(`${JSON.stringify(options.job)}\n`);
    let rest = "";
    this.#process.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      const lines = (rest + chunk).split("\n");
      // What follows the last line break is unfinished, and stays so if the process died while writing it.
      rest = lines.pop() ?? "";
      for (const line of lines) options.onMessage(options.message.parse(JSON.parse(line)));
    });
    this.ended = new Promise((resolve) => {
      this.#process.on("error", (error) => resolve(error.message));
      this.#process.on("close", (code, signal) => resolve(signal ? `killed by ${signal}` : `exited with code ${code}`));
    });
  }

  /** What it printed: only crashes print here, since compilers and kernels have no way to. */
  get log(): string {
    return this.#errors.toString();
  }

  /** Ends it now, even in an endless loop. */
  async kill(): Promise<void> {
    this.#process.kill("SIGKILL");
    await this.ended;
  }
}

function allowRead(url: URL): string {
  return `--allow-fs-read=${fileURLToPath(url)}`;
}

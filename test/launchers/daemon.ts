import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { env } from "node:process";

const { PATH = "" } = env;
export const daemonPath = `${PATH}:/usr/sbin`;

/** A server in the foreground, in a group of its own, which dies with the process that started it, however that dies. */
export class Daemon implements AsyncDisposable {
  readonly pid: number;
  readonly #process: ChildProcess;
  #said = "";

  constructor(file: string, argv: readonly string[], variables: Readonly<Record<string, string>> = {}) {
    const guarded = ["--pdeathsig", "KILL", "--", file, ...argv];
    this.#process = spawn("setpriv", guarded, {
      detached: true,
      stdio: ["ignore", "ignore", "pipe"],
      env: { PATH: daemonPath, ...variables },
    });
    this.#process.stderr?.on("data", (chunk: Buffer) => {
      this.#said += chunk;
    });
    if (this.#process.pid === undefined) throw new Error(`${file} can't be started`);
    this.pid = this.#process.pid;
  }

  /** What it printed on stderr, for a test that fails. */
  get said(): string {
    return this.#said;
  }

  get hasEnded(): boolean {
    return this.#process.exitCode !== null || this.#process.signalCode !== null;
  }

  async kill(signal: "SIGKILL" | "SIGTERM" = "SIGKILL"): Promise<void> {
    if (this.hasEnded) return;
    const ended = once(this.#process, "exit");
    this.#process.kill(signal);
    await ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
  }
}

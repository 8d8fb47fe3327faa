import { setTimeout as after } from "node:timers/promises";
import { ChildProgram } from "./child-program.ts";

const restartAfterMs = 100;

/** A program that is started again whenever it ends before its work is done, as a supervisor does. */
export class KeptProcess implements AsyncDisposable {
  /** What each start wrote that ended by itself with another code than 0. */
  readonly refusals: string[] = [];
  /** All that it said, whichever start. */
  readonly lines: string[] = [];
  kills = 0;
  /** Points at which it was to die, and did not. */
  readonly missed: string[];
  /** Resolves once it has ended by itself with exit code 0. */
  readonly done: Promise<void>;
  readonly #start: (killAt: string | undefined) => ChildProgram;
  readonly #onDeath: () => Promise<void>;
  #current: ChildProgram | null = null;
  #isOver = false;

  /** @param killsAt where its first start dies, its second …; `onDeath`: between a death and the next start. */
  constructor(
    program: string,
    plan: object,
    { killsAt = [], onDeath }: { readonly killsAt?: readonly string[]; readonly onDeath: () => Promise<void> },
  ) {
    this.#start = (at) =>
      new ChildProgram(program, [JSON.stringify(plan)], at === undefined ? {} : { TANK_KILL_AT: at });
    this.#onDeath = onDeath;
    this.missed = [...killsAt];
    this.done = this.#keep();
  }

  /** False where there is nobody to kill: it is between two starts. */
  kill(): boolean {
    const child = this.#current?.child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return false;
    return child.kill("SIGKILL");
  }

  /** By SIGTERM, which it is to obey. */
  async stop(): Promise<void> {
    this.#isOver = true;
    this.#current?.child.kill("SIGTERM");
    await this.done;
  }

  async #keep(): Promise<void> {
    while (!this.#isOver) {
      const current = this.#start(this.missed[0]);
      this.#current = current;
      for await (const line of current.allLines()) this.lines.push(line);
      const [code, signal] = await current.exit;
      if (code === 0) return;
      if (signal === "SIGKILL") {
        this.kills++;
        this.missed.shift();
      } else this.refusals.push(`${code ?? signal}: ${current.errors().trim()}`);
      if (!this.#isOver) await this.#onDeath();
      if (!this.#isOver) await after(restartAfterMs);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isOver = true;
    this.kill();
    await this.done;
  }
}

import type { Stage } from "../../../rounds/report.ts";
import type { Bundle } from "../../protocol.ts";
import type { Deadline } from "./deadline.ts";

/** For a process that runs no kernel yet, on a machine that has much else to do. */
const startLimitMs = 30_000;

/** Which limit holds for the step in hand: one for a whole check, one for each case's timing, added up over its blocks. */
export class StepLimits {
  readonly #limits: Bundle["limits"];
  readonly #deadline: Deadline;
  readonly #usedMs = new Map<string, number>();
  #stage: Stage = "check";
  #step: { readonly name: string; readonly startedAt: number } | undefined;

  constructor(limits: Bundle["limits"], deadline: Deadline) {
    this.#limits = limits;
    this.#deadline = deadline;
    deadline.arm(startLimitMs);
  }

  enter(stage: Stage): void {
    this.#endStep();
    this.#stage = stage;
    this.#deadline.arm(stage === "time" ? this.#limits.caseMs : this.#limits.checkMs);
  }

  begin(label = ""): void {
    this.#endStep();
    if (this.#stage !== "time") return;
    this.#step = { name: label, startedAt: performance.now() };
    this.#deadline.arm(this.#limits.caseMs, this.#limits.caseMs - (this.#usedMs.get(label) ?? 0));
  }

  #endStep(): void {
    if (!this.#step) return;
    const { name, startedAt } = this.#step;
    this.#usedMs.set(name, (this.#usedMs.get(name) ?? 0) + performance.now() - startedAt);
    this.#step = undefined;
  }
}

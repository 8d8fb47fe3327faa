import type { CheckFact, FailureFact, Side, Stage } from "../../../rounds/report.ts";
import type { HarnessEvent } from "../../protocol.ts";
import type { Draft } from "./draft.ts";
import type { KernelMessage } from "./messages.ts";
import type { StepLimits } from "./step-limits.ts";

type Where = { readonly side?: FailureFact["side"] | undefined; readonly label?: string | undefined };
type Cause = Pick<FailureFact, "kind" | "message" | "limitMs">;

/** Keeps what the kernel's child tells, in the draft, and passes on what people want to see. */
export class KernelEvents {
  readonly #draft: Draft;
  readonly #limits: StepLimits;
  readonly #hasCandidate: boolean;
  readonly #emit: (event: HarnessEvent) => void;
  #inHand: Where = { side: "runner" };

  constructor(draft: Draft, limits: StepLimits, hasCandidate: boolean, emit: (event: HarnessEvent) => void) {
    this.#draft = draft;
    this.#limits = limits;
    this.#hasCandidate = hasCandidate;
    this.#emit = emit;
  }

  /** Returns true after the last message. */
  receive(message: KernelMessage): boolean {
    switch (message.type) {
      case "stage":
        this.#limits.enter(message.stage);
        if (message.stage !== this.#draft.stage) this.enter(message.stage);
        break;
      case "begin":
        // Where both kernels run in turn, the one that was not tried before is the likelier to hang.
        this.#inHand = { side: this.#sideOf(message.side ?? "candidate"), label: message.label };
        this.#limits.begin(message.label);
        break;
      case "check":
        this.#keep({ ...message.fact, side: this.#sideOf(message.fact.side) });
        break;
      case "block":
        this.#draft.block(message);
        break;
      case "timed":
        this.#emit({ event: "case-timed", label: message.label, pairs: this.#draft.pairsOf(message.label) });
        break;
      case "trap":
        this.#fail({ kind: "crash", message: message.message }, { ...message, side: this.#sideOf(message.side) });
        break;
      case "fault":
        this.#fail({ kind: "error", message: message.message }, { side: "runner", label: message.label });
        break;
    }
    return message.type === "done";
  }

  enter(stage: Stage): void {
    this.#draft.enter(stage);
    this.#emit({ event: "stage-started", stage });
  }

  /** The child came to an end of its own or of ours; the step in hand is to blame. */
  ended(how: string, log: string): void {
    this.#fail({ kind: "crash", message: `The ${this.#who()}'s process ended: ${how}.` }, this.#inHand, log);
  }

  passedLimit(limitMs: number, log: string): void {
    this.#fail({ kind: "limit", message: `The ${this.#who()} passed its time limit.`, limitMs }, this.#inHand, log);
  }

  #keep(fact: CheckFact): void {
    this.#draft.check(fact);
    if (fact.stage === "check") this.#emit({ event: "case-checked", side: fact.side, label: fact.label });
    // A wrong output is why the run ends before its timing is complete.
    const message = `${fact.mismatched} of ${fact.elements} elements differ from the reference.`;
    if (fact.mismatched > 0) this.#fail({ kind: "error", message }, fact);
  }

  #fail(cause: Cause, { side = "runner", label }: Where, log = ""): void {
    this.#draft.fail({ side, stage: this.#draft.stage, ...cause, log, ...(label !== undefined && { label }) });
  }

  #who(): string {
    return this.#inHand.side === "runner" ? "harness" : "kernel";
  }

  /** With no candidate, both sides of a pair are the baseline. */
  #sideOf(side: Side): Side {
    return this.#hasCandidate ? side : "baseline";
  }
}

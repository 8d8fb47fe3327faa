import { z } from "zod";
import type { Clock, Side, Stage } from "../../report.ts";
import type { MachineLimit } from "../integrity/machine-limits.ts";
import type { VerdictName } from "./verdict-name.ts";
import type { VerdictRules } from "./verdict-rules.ts";

export type CaseVerdictName = "faster" | "slower" | "no difference" | "unsettled" | "not measured";

/** Why the verdict is what it is: one code for each way to reach it, for programs and for the log. */
export const VerdictReason = z.enum([
  "surely-faster",
  "every-case-correct",
  "bar-not-met",
  "case-slower-than-guard",
  "surely-slower",
  "no-effect-seen",
  "below-least-effect",
  "below-least-change",
  "interval-too-wide",
  "too-few-samples",
  "case-not-measured",
  "build-failed",
  "first-call-failed",
  "output-differs",
  "code-died",
  "code-raised-error",
  "limit-passed",
  "time-limit-passed",
  "ruled-by-host",
  "timings-disagree",
  "faster-than-machine",
  "escapes-check-alone",
  "baseline-broken-beside-candidate",
  "tampering-seen",
  "outside-rule",
  "no-code-by-deadline",
]);
export type VerdictReason = z.infer<typeof VerdictReason>;

/** A low and a high speedup. */
export type SpeedupInterval = readonly [low: number, high: number];

export type CaseVerdict = {
  readonly label: string;
  readonly verdict: CaseVerdictName;
  /** Baseline time ÷ candidate time; null where the case was not measured. */
  readonly speedup: number | null;
  /** Null where not measured, or where there are too few samples for any interval. */
  readonly ci95: SpeedupInterval | null;
  readonly ci99: SpeedupInterval | null;
  readonly baselineUs: number | null;
  readonly candidateUs: number | null;
  readonly pairs: number;
};

/** What stopped a candidate, for a person: the first real error line, then the log's kept tail. */
export type VerdictError = {
  readonly headline: string;
  readonly excerpt: string;
  readonly stage: Stage;
  readonly label?: string;
};

/** The clock that did not judge, shown beside the one that did (GAME.md, `clock`). */
export type OtherClock = {
  readonly clock: Clock;
  readonly speedup: number;
  readonly ci95: SpeedupInterval | null;
  /** True: both clocks are sure, and of opposite signs; the host is told. */
  readonly disagrees: boolean;
};

/** A case in which a side waits for the GPU by itself, so that its times have the host's in them. */
export type HostBoundCase = { readonly label: string; readonly sides: readonly Side[] };

/** What a run showed. Plain JSON: every number has six significant digits, what was not measured is null. */
export type Verdict = {
  readonly verdict: VerdictName;
  readonly reason: VerdictReason;
  /** One precise sentence for a person. */
  readonly detail: string;
  /** Whether ballots on this pitch count as right; null: they are void. */
  readonly success: boolean | null;
  readonly speedup: number | null;
  readonly ci95: SpeedupInterval | null;
  readonly ci99: SpeedupInterval | null;
  /** In the problem's order; empty only where nothing was timed. */
  readonly cases: readonly CaseVerdict[];
  readonly error?: VerdictError;
  readonly otherClock?: OtherClock;
  /** Where the problem's own evaluator timed the sides: the fewest processes that a case has of each. */
  readonly processes?: number;
  /** With timings: whether each case was timed alone as well, by the clock that judged, where no candidate reaches it. */
  readonly checkedAlone?: boolean;
  /** Where only some cases were: those that rest on the pairs alone. */
  readonly uncheckedCases?: readonly string[];
  readonly hostBound?: readonly HostBoundCase[];
  /** What this very machine can't beat, where it was measured. */
  readonly limits?: readonly MachineLimit[];
  /** The rules as applied: the clock that judged, the least change in force. */
  readonly rules: VerdictRules;
};

/** GAME.md's column "ballots": what a verdict makes of a bet on the pitch; null where ballots are void. */
export const ballotsSucceed: Readonly<Record<VerdictName, boolean | null>> = {
  faster: true,
  correct: true,
  "faster, below the bar": false,
  mixed: false,
  slower: false,
  "no difference": false,
  inconclusive: null,
  "compile error": false,
  "wrong result": false,
  crashed: false,
  "timed out": false,
  "against the rules": false,
  suspect: null,
  blocked: null,
  "not built": null,
};

/** A verdict about code that has no speedup of its own; what was timed before stays in the table. */
export function verdictWithoutSpeedup(
  verdict: VerdictName,
  reason: VerdictReason,
  detail: string,
  rules: VerdictRules,
  cases: readonly CaseVerdict[] = [],
): Verdict {
  const success = ballotsSucceed[verdict];
  return { verdict, reason, detail, success, speedup: null, ci95: null, ci99: null, cases, rules };
}

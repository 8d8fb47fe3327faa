import { z } from "zod";
import { VerdictName } from "../judging/verdict/verdict-name.ts";
import { ApproachKey, DurationText } from "../season.ts";

/** Database ids, branded so that a pitch never stands where a round is meant. */
export const RoundId = z.number().int().positive().brand<"round">();
export type RoundId = z.infer<typeof RoundId>;
export const PitchId = z.number().int().positive().brand<"pitch">();
export type PitchId = z.infer<typeof PitchId>;

/** `optimise`: beat the baseline; `repair`: the first correct kernel; `research`: findings, no run. */
export const RoundKind = z.enum(["optimise", "repair", "research"]);
export type RoundKind = z.infer<typeof RoundKind>;

/** The terms a round was opened on; they never change afterwards. */
export const RoundTerms = z.strictObject({
  kind: RoundKind,
  vote: z.enum(["on", "off"]),
  /** `all`: everything that has code runs, so that every prediction meets its reality. */
  runs: z.enum(["all", "funded"]),
  /** The speedup that counts as a success, or null: any measurable improvement. */
  bar: z.number().positive().nullable(),
  /** The one approach that may be pitched, or null: any. */
  only: ApproachKey.nullable().default(null),
  /** This round's own times, in place of its season's: what is left out is as the season says. */
  deadlines: z
    .strictObject({
      pitching: DurationText.optional(),
      voting: DurationText.optional(),
      building: DurationText.optional(),
    })
    .optional(),
});
export type RoundTerms = z.infer<typeof RoundTerms>;

/** What a finished run means for the round; the verdict itself is stored beside it. */
export const RunResult = z.strictObject({
  pitch: PitchId,
  verdict: VerdictName,
  /** Null: void for the ballots. */
  success: z.boolean().nullable(),
  speedup: z.number().positive().nullable(),
  /** A repair's own time in µs, the geometric mean of its cases: only an order to look in, never a verdict. */
  us: z.number().positive().optional(),
});
export type RunResult = z.infer<typeof RunResult>;

/** A fresh measurement before a promotion: the best against the baseline, and against the next best. */
export const Opponent = z.enum(["baseline", "runner-up"]);
export type Opponent = z.infer<typeof Opponent>;

/** Why a round waits for a person; each has a safe default (nothing promoted). */
export const HostQuestion = z.enum([
  "baseline-wrong",
  "runner-fault",
  "no-ballots",
  "below-the-bar",
  "mixed",
  "suspect",
  "findings",
]);
export type HostQuestion = z.infer<typeof HostQuestion>;

const pitches = z.array(PitchId).readonly();
const results = z.array(RunResult).readonly();

const Opening = z.strictObject({ state: z.literal("opening") });
const Pitching = z.strictObject({ state: z.literal("pitching") });
const Voting = z.strictObject({ state: z.literal("voting") });
/** Funded pitches without code are waited for; `toRun` is what runs once they are in. */
const Building = z.strictObject({ state: z.literal("building"), waitingFor: pitches, toRun: pitches });
/** `abandoned`: the runner failed too often; the host is asked once the others are in. */
const Running = z.strictObject({ state: z.literal("running"), pending: pitches, abandoned: pitches, results });
/** All runs are in; the best is measured again before it is promoted. Still `running` to a player. */
const Confirming = z.strictObject({
  state: z.literal("confirming"),
  best: PitchId,
  runnerUp: PitchId.nullable(),
  pending: z.array(Opponent).readonly(),
  results,
});
/** What a host's rerun takes up again. */
const Interrupted = z.discriminatedUnion("state", [Opening, Voting, Running, Confirming]);
export type Interrupted = z.infer<typeof Interrupted>;
const NeedsHost = z.strictObject({
  state: z.literal("needs-host"),
  question: HostQuestion,
  interrupted: Interrupted.nullable(),
  results,
});
/** `unconfirmed`: faster once, but not when measured again, so back to baseline. */
const Decided = z.strictObject({
  state: z.literal("decided"),
  promoted: PitchId.nullable(),
  unconfirmed: PitchId.nullable(),
  results,
});
const Cancelled = z.strictObject({ state: z.literal("cancelled"), reason: z.string() });

export const RoundState = z.discriminatedUnion("state", [
  Opening,
  Pitching,
  Voting,
  Building,
  Running,
  Confirming,
  NeedsHost,
  Decided,
  Cancelled,
]);
export type RoundState = z.infer<typeof RoundState>;
/** The states by name, for functions that belong to one of them. */
export type StateNamed<Name extends RoundState["state"]> = Extract<RoundState, { state: Name }>;

/** A pitch as the round sees it when voting closes. */
export interface Entry {
  readonly pitch: PitchId;
  readonly hasCode: boolean;
}

export interface Round {
  readonly id: RoundId;
  readonly terms: RoundTerms;
  readonly now: RoundState;
}

export type RoundEvent =
  | { readonly type: "baseline-verified" }
  | { readonly type: "baseline-refuted" }
  | { readonly type: "voting-opened" }
  /** Several funded pitches are a tie: the GPU decides. None funded: nothing new is built. */
  | { readonly type: "voting-closed"; readonly funded: readonly PitchId[]; readonly entries: readonly Entry[] }
  | { readonly type: "quorum-missed" }
  | { readonly type: "candidate-handed-in"; readonly pitch: PitchId }
  | { readonly type: "building-closed" }
  /** A research round's pitches are all in: its host says which of them are lessons. */
  | { readonly type: "findings-closed" }
  | { readonly type: "findings-settled" }
  | { readonly type: "run-judged"; readonly result: RunResult }
  | { readonly type: "confirmation-judged"; readonly against: Opponent; readonly verdict: VerdictName }
  /** Null: the run was the opening's or a confirmation's. */
  | { readonly type: "run-abandoned"; readonly pitch: PitchId | null }
  | { readonly type: "rerun-requested" }
  /** The host ruled on a verdict while the round waits for an answer: the question is asked anew of what it counts as. */
  | { readonly type: "verdict-ruled"; readonly result: RunResult }
  | { readonly type: "promotion-settled"; readonly promoted: PitchId | null }
  | { readonly type: "round-cancelled"; readonly reason: string };

/** What must be done, as data: each becomes rows of the same transaction as the new state. */
export type Effect =
  | { readonly type: "announce-opened" }
  | { readonly type: "announce-voting" }
  | { readonly type: "announce-tally" }
  | { readonly type: "announce-needs-host"; readonly question: HostQuestion }
  | { readonly type: "announce-decided" }
  | { readonly type: "announce-cancelled" }
  | { readonly type: "freeze-pitches" }
  | { readonly type: "enqueue-baseline-check" }
  | { readonly type: "enqueue-run"; readonly pitch: PitchId }
  | { readonly type: "enqueue-confirmation"; readonly pitch: PitchId; readonly against: "baseline" | PitchId }
  | { readonly type: "record-not-built"; readonly pitch: PitchId }
  | { readonly type: "promote"; readonly pitch: PitchId }
  /** Credibility, approaches and lessons move, from the stored verdicts. */
  | { readonly type: "settle" }
  | { readonly type: "cancel-runs" };

export interface Transition {
  readonly round: Round;
  readonly effects: readonly Effect[];
}

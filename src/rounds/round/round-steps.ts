import type {
  Effect,
  HostQuestion,
  Interrupted,
  Round,
  RoundState,
  RunResult,
  StateNamed,
  Transition,
} from "./round-state.ts";

/** The last steps that every part of the state machine shares. */

export function to(round: Round, now: RoundState, effects: readonly Effect[]): Transition {
  return { round: { ...round, now }, effects };
}

export function unchanged(round: Round): Transition {
  return { round, effects: [] };
}

export function decided(
  round: Round,
  outcome: Omit<StateNamed<"decided">, "state">,
  before: readonly Effect[] = [],
): Transition {
  const promotion: Effect[] = outcome.promoted === null ? [] : [{ type: "promote", pitch: outcome.promoted }];
  // A confirmation still in the queue has nothing left to decide.
  const after: Effect[] = [{ type: "cancel-runs" }, { type: "settle" }, { type: "announce-decided" }];
  return to(round, { state: "decided", ...outcome }, [...before, ...promotion, ...after]);
}

export function needsHost(
  round: Round,
  question: HostQuestion,
  interrupted: Interrupted | null,
  results: readonly RunResult[] = [],
  before: readonly Effect[] = [],
): Transition {
  const known = interrupted && "results" in interrupted ? interrupted.results : results;
  const now: RoundState = { state: "needs-host", question, interrupted, results: known };
  return to(round, now, [...before, { type: "announce-needs-host", question }]);
}

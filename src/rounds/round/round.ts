import { allRunsIn, confirmationJudged, runAbandoned, runJudged, startRuns, workOf } from "./round-running.ts";
import type {
  Effect,
  Entry,
  PitchId,
  Round,
  RoundEvent,
  RoundId,
  RoundTerms,
  RunResult,
  Transition,
} from "./round-state.ts";
import { decided, needsHost, to, unchanged } from "./round-steps.ts";

/**
 * What every round starts as: no round optimises a kernel that computes the wrong thing. One that repairs it, or that
 * only collects findings, has no baseline to check.
 */
export function openRound(id: RoundId, terms: RoundTerms): Transition {
  if (terms.kind !== "optimise") {
    return { round: { id, terms, now: { state: "pitching" } }, effects: [{ type: "announce-opened" }] };
  }
  return { round: { id, terms, now: { state: "opening" } }, effects: [{ type: "enqueue-baseline-check" }] };
}

/** The only place a round changes state. A late or repeated event changes nothing. */
export function transition(round: Round, event: RoundEvent): Transition {
  const { now } = round;
  if (now.state === "decided" || now.state === "cancelled") return unchanged(round);
  switch (event.type) {
    case "round-cancelled":
      return to(round, { state: "cancelled", reason: event.reason }, [
        { type: "cancel-runs" },
        { type: "announce-cancelled" },
      ]);
    case "baseline-verified":
      if (now.state !== "opening") return unchanged(round);
      return to(round, { state: "pitching" }, [{ type: "announce-opened" }]);
    case "baseline-refuted":
      return now.state === "opening" ? needsHost(round, "baseline-wrong", now) : unchanged(round);
    case "voting-opened":
      if (now.state !== "pitching" || !hasVote(round.terms)) return unchanged(round);
      return to(round, { state: "voting" }, [{ type: "freeze-pitches" }, { type: "announce-voting" }]);
    case "quorum-missed":
      return now.state === "voting" ? needsHost(round, "no-ballots", now) : unchanged(round);
    case "voting-closed":
      return votingClosed(round, event.funded, event.entries);
    case "findings-closed":
      if (now.state !== "pitching" || round.terms.kind !== "research") return unchanged(round);
      return needsHost(round, "findings", null, [], [{ type: "freeze-pitches" }]);
    case "findings-settled":
      if (now.state !== "needs-host" || now.question !== "findings") return unchanged(round);
      return decided(round, { promoted: null, unconfirmed: null, results: [] });
    case "candidate-handed-in":
      return candidateHandedIn(round, event.pitch);
    case "building-closed":
      return buildingClosed(round);
    case "run-judged":
      return runJudged(round, event.result);
    case "run-abandoned":
      return runAbandoned(round, event.pitch);
    case "confirmation-judged":
      return confirmationJudged(round, event.against, event.verdict);
    case "rerun-requested":
      if (now.state !== "needs-host" || now.interrupted === null) return unchanged(round);
      return to(round, now.interrupted, workOf(now.interrupted));
    case "verdict-ruled":
      return verdictRuled(round, event.result);
    case "promotion-settled":
      if (now.state !== "needs-host" || !mayPromote(now.results, event.promoted)) return unchanged(round);
      return decided(round, { promoted: event.promoted, unconfirmed: null, results: now.results });
  }
}

function verdictRuled(round: Round, ruled: RunResult): Transition {
  const { now } = round;
  if (now.state !== "needs-host" || now.interrupted !== null) return unchanged(round);
  const results = now.results.map((result) => (result.pitch === ruled.pitch ? ruled : result));
  return now.results.some(({ pitch }) => pitch === ruled.pitch) ? allRunsIn(round, results) : unchanged(round);
}

/** `confirming` is a part of running that no player needs to know. */
export function phaseOf(round: Round): Exclude<Round["now"]["state"], "confirming"> {
  return round.now.state === "confirming" ? "running" : round.now.state;
}

/** Findings are never voted on: they have no number that reality could check. */
export function hasVote({ kind, vote }: RoundTerms): boolean {
  return vote === "on" && kind !== "research";
}

function votingClosed(round: Round, funded: readonly PitchId[], entries: readonly Entry[]): Transition {
  if (round.terms.kind === "research") return unchanged(round);
  const votes = hasVote(round.terms);
  if (round.now.state !== (votes ? "voting" : "pitching")) return unchanged(round);
  const closing: Effect[] = votes ? [{ type: "announce-tally" }] : [{ type: "freeze-pitches" }];
  const mayRun = (entry: Entry) =>
    funded.includes(entry.pitch) || (entry.hasCode && (!votes || round.terms.runs === "all"));
  const chosen = entries.filter(mayRun);
  const waitingFor = chosen.filter((entry) => !entry.hasCode).map((entry) => entry.pitch);
  const toRun = chosen.filter((entry) => entry.hasCode).map((entry) => entry.pitch);
  if (waitingFor.length > 0) return to(round, { state: "building", waitingFor, toRun }, closing);
  return startRuns(round, toRun, closing);
}

function candidateHandedIn(round: Round, pitch: PitchId): Transition {
  const { now } = round;
  if (now.state !== "building" || !now.waitingFor.includes(pitch)) return unchanged(round);
  const waitingFor = now.waitingFor.filter((other) => other !== pitch);
  const toRun = [...now.toRun, pitch];
  if (waitingFor.length > 0) return to(round, { state: "building", waitingFor, toRun }, []);
  return startRuns(round, toRun, []);
}

function buildingClosed(round: Round): Transition {
  const { now } = round;
  if (now.state !== "building") return unchanged(round);
  const missing: Effect[] = now.waitingFor.map((pitch) => ({ type: "record-not-built", pitch }));
  return startRuns(round, now.toRun, missing);
}

/** A host promotes only what ran and was surely faster in some sense. */
function mayPromote(results: Parameters<typeof allRunsIn>[1], pitch: PitchId | null): boolean {
  const promotable = ["faster", "faster, below the bar", "mixed", "suspect"];
  return pitch === null || results.some((result) => result.pitch === pitch && promotable.includes(result.verdict));
}

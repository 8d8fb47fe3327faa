import type { VerdictName } from "../judging/verdict/verdict-name.ts";
import type {
  Effect,
  HostQuestion,
  Opponent,
  PitchId,
  Round,
  RoundState,
  RunResult,
  StateNamed,
  Transition,
} from "./round-state.ts";
import { decided, needsHost, to, unchanged } from "./round-steps.ts";

/** The part of the state machine in which runners work: runs, the confirmation of the best, the end. */

export function startRuns(round: Round, pitches: readonly PitchId[], before: readonly Effect[]): Transition {
  if (pitches.length === 0) return decided(round, { promoted: null, unconfirmed: null, results: [] }, before);
  const running: RoundState = { state: "running", pending: pitches, abandoned: [], results: [] };
  return to(round, running, [...before, ...workOf(running)]);
}

export function runJudged(round: Round, result: RunResult): Transition {
  const { now } = round;
  if (now.state !== "running" || !now.pending.includes(result.pitch)) return unchanged(round);
  return runEnded(round, result.pitch, { ...now, results: [...now.results, result] });
}

/** The runner failed too often; `pitch` is null for the opening's run or a confirmation. */
export function runAbandoned(round: Round, pitch: PitchId | null): Transition {
  const { now } = round;
  if (pitch === null) {
    if (now.state !== "opening" && now.state !== "confirming") return unchanged(round);
    return needsHost(round, "runner-fault", now);
  }
  if (now.state !== "running" || !now.pending.includes(pitch)) return unchanged(round);
  return runEnded(round, pitch, { ...now, abandoned: [...now.abandoned, pitch] });
}

export function allRunsIn(round: Round, results: readonly RunResult[]): Transition {
  if (round.terms.kind === "repair") return repairsIn(round, results);
  const faster = results
    .filter((result) => result.verdict === "faster")
    .toSorted((a, b) => (b.speedup ?? 0) - (a.speedup ?? 0) || a.pitch - b.pitch);
  const [best, second] = faster;
  if (best) {
    const runnerUp = second?.pitch ?? null;
    const pending: Opponent[] = second ? ["baseline", "runner-up"] : ["baseline"];
    const confirming: RoundState = { state: "confirming", best: best.pitch, runnerUp, pending, results };
    return to(round, confirming, workOf(confirming));
  }
  const question = results.map((result) => openQuestion(result.verdict)).find((found) => found !== null);
  if (question) return needsHost(round, question, null, results);
  return decided(round, { promoted: null, unconfirmed: null, results });
}

/** The first correct kernel is the new baseline; of several, the fastest is looked for among the quickest two. */
function repairsIn(round: Round, results: readonly RunResult[]): Transition {
  const [best, second] = results
    .filter((result) => result.verdict === "correct")
    .toSorted((a, b) => (a.us ?? Number.POSITIVE_INFINITY) - (b.us ?? Number.POSITIVE_INFINITY) || a.pitch - b.pitch);
  if (!best || !second) return decided(round, { promoted: best?.pitch ?? null, unconfirmed: null, results });
  const { pitch: runnerUp } = second;
  const confirming: RoundState = { state: "confirming", best: best.pitch, runnerUp, pending: ["runner-up"], results };
  return to(round, confirming, workOf(confirming));
}

/** Whom the best must beat again, and whom it need only not lose to; wrong or dying on fresh inputs never holds. */
const holdsAgainst: Readonly<Record<Opponent, readonly VerdictName[]>> = {
  baseline: ["faster"],
  "runner-up": ["faster", "faster, below the bar", "mixed", "no difference", "inconclusive"],
};

export function confirmationJudged(round: Round, against: Opponent, verdict: VerdictName): Transition {
  const { now } = round;
  if (now.state !== "confirming" || !now.pending.includes(against)) return unchanged(round);
  const { best, runnerUp, results } = now;
  const holds = holdsAgainst[against].includes(verdict);
  // Times of separate runs only said whom to compare: in pairs, the slower of two correct kernels steps back.
  if (round.terms.kind === "repair") {
    return decided(round, { promoted: holds ? best : runnerUp, unconfirmed: null, results });
  }
  if (!holds) return decided(round, { promoted: null, unconfirmed: best, results });
  const pending = now.pending.filter((other) => other !== against);
  if (pending.length > 0) return to(round, { ...now, pending }, []);
  return decided(round, { promoted: best, unconfirmed: null, results });
}

/** The runs that a state waits for. */
export function workOf(now: RoundState): readonly Effect[] {
  if (now.state === "opening") return [{ type: "enqueue-baseline-check" }];
  if (now.state === "running") return now.pending.map((pitch) => ({ type: "enqueue-run", pitch }));
  if (now.state !== "confirming") return [];
  return now.pending.flatMap((opponent): Effect[] => {
    const against = opponent === "baseline" ? opponent : now.runnerUp;
    return against === null ? [] : [{ type: "enqueue-confirmation", pitch: now.best, against }];
  });
}

function runEnded(round: Round, pitch: PitchId, running: StateNamed<"running">): Transition {
  const pending = running.pending.filter((other) => other !== pitch);
  if (pending.length > 0) return to(round, { ...running, pending }, []);
  const { abandoned, results } = running;
  if (abandoned.length === 0) return allRunsIn(round, results);
  return needsHost(round, "runner-fault", { state: "running", pending: abandoned, abandoned: [], results });
}

/** Only a person promotes these; a round asks about the first. */
function openQuestion(verdict: VerdictName): HostQuestion | null {
  if (verdict === "suspect") return "suspect";
  if (verdict === "faster, below the bar") return "below-the-bar";
  if (verdict === "mixed") return "mixed";
  return null;
}

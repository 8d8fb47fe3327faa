import { phaseOf } from "../round/round.ts";
import type { PitchId, RoundId, RoundKind, RoundState } from "../round/round-state.ts";
import type { Season } from "../season.ts";
import type { Db } from "../store/database.ts";
import { type Decision, decisionsOfRounds } from "../store/decisions.ts";
import { fundsOf, reasonsFor } from "../store/past-ballots.ts";
import { type PastPitch, pastPitchesOf } from "../store/past-pitches.ts";
import { type PastVerdict, pastVerdictsOf } from "../store/past-verdicts.ts";
import { type RoundRow, roundsOf } from "../store/rounds.ts";
import { ballotOutcome } from "./ballot-outcome.ts";
import { fundedPitches } from "./funded-pitches.ts";
import { recordedVerdicts } from "./recorded-verdicts.ts";
import { predictionText, realityText } from "./scoreboard.ts";

/** A round as the past tells it, whether it was played here or before this tool kept the books. */
export interface PastRound {
  readonly number: number;
  readonly title: string;
  readonly kind: RoundKind;
  readonly imported: boolean;
  readonly phase: ReturnType<typeof phaseOf>;
  /** Null: imported, nobody wrote it down. */
  readonly host: string | null;
  /** What ran, in the pitches' order; nothing before the round is decided. */
  readonly runs: readonly PastRun[];
  readonly quotes: readonly Quote[];
  /** How an imported round's result is told after the quotes. */
  readonly result: string | null;
  /** The sharks' face at it, where the season's file tells one. */
  readonly face: string | null;
  /** The pitch that became the baseline. */
  readonly promoted: string | null;
  /** Why it was cancelled. */
  readonly cancelled: string | null;
  readonly decisions: readonly Decision[];
}

export interface PastRun {
  readonly title: string;
  readonly prediction: string;
  readonly reality: string;
  /** Null: void. */
  readonly success: boolean | null;
  readonly funded: boolean;
  /** It leaned on a wrong reference or baseline. */
  readonly tainted: boolean;
  readonly unconfirmed: boolean;
}

/** What was said. `by` null: the panel, or an imported line that names its speaker itself. */
export interface Quote {
  readonly by: string | null;
  readonly text: string;
}

/** As much of a vote as a card about the past repeats. */
const mostQuotes = 2;

/** Every round of a season, imported ones first, the open one last. */
export async function pastRounds(db: Db, seasonId: number, season: Season): Promise<readonly PastRound[]> {
  return [...importedRounds(season), ...(await playedHere(db, await roundsOf(db, seasonId), season))];
}

/** Those that were played before this tool kept the books, numbered from 1. */
export function importedRounds(season: Season): readonly PastRound[] {
  return season.history.map((told, index): PastRound => {
    const { title, winner, prediction, reality, success, quotes, result = reality, face = null } = told;
    const run = { title: winner, prediction, reality, success, funded: true, tainted: false, unconfirmed: false };
    const nothing = { host: null, promoted: null, cancelled: null, decisions: [] };
    const said = quotes.map((text) => ({ by: null, text }));
    const facts = { number: index + 1, title, kind: "optimise", imported: true, phase: "decided" } as const;
    return { ...facts, ...nothing, runs: [run], quotes: said, result, face };
  });
}

/** These rounds as the past tells them, all read at once: a question for each would make a long season slow. */
export async function playedHere(db: Db, rows: readonly RoundRow[], season: Season): Promise<readonly PastRound[]> {
  const ids = rows.map(({ id }) => id);
  const pitches = Map.groupBy(await pastPitchesOf(db, ids), ({ roundId }) => roundId);
  const decisions = Map.groupBy(await decisionsOfRounds(db, ids), ({ roundId }) => roundId);
  const told = await toldOf(db, ids);
  return rows.map(({ id, number, title, host, round }): PastRound => {
    const { now } = round;
    const own = pitches.get(id) ?? [];
    const promoted = now.state === "decided" ? own.find((pitch) => pitch.id === now.promoted) : undefined;
    return {
      number,
      title,
      kind: round.terms.kind,
      imported: false,
      phase: phaseOf(round),
      host,
      ...runsAndQuotes({ id, now }, own, season, told),
      result: null,
      face: null,
      promoted: promoted?.title ?? null,
      cancelled: now.state === "cancelled" ? now.reason : null,
      decisions: (decisions.get(id) ?? []).map(({ roundId: _, ...decision }) => decision),
    };
  });
}

/** What was funded, said and measured in the rounds of a season, by round. */
interface Told {
  readonly funded: ReadonlyMap<number, readonly PitchId[]>;
  readonly verdicts: ReadonlyMap<number, readonly PastVerdict[]>;
  readonly reasons: ReadonlyMap<number, readonly { readonly shark: string; readonly reason: string }[]>;
}

async function toldOf(db: Db, rounds: readonly number[]): Promise<Told> {
  const funded = fundedPitches(await fundsOf(db, rounds));
  const reasons = await reasonsFor(db, [...funded.values()].flat(), mostQuotes);
  return {
    funded,
    verdicts: Map.groupBy(await pastVerdictsOf(db, rounds), ({ roundId }) => roundId),
    reasons: Map.groupBy(reasons, ({ roundId }) => roundId),
  };
}

/** Ballots are secret, and a verdict may still be ruled on, until the round is decided. */
function runsAndQuotes(
  { id, now }: { readonly id: RoundId; readonly now: RoundState },
  pitches: readonly PastPitch[],
  { rules }: Season,
  told: Told,
): Pick<PastRound, "runs" | "quotes"> {
  if (now.state !== "decided") return { runs: [], quotes: [] };
  const funded = told.funded.get(id) ?? [];
  const verdicts = recordedVerdicts(told.verdicts.get(id) ?? []);
  const runs = pitches.flatMap((pitch): readonly PastRun[] => {
    const found = verdicts.find(({ pitchId }) => pitchId === pitch.id);
    if (!found) return [];
    const tainted = found.ruling?.tainted ?? false;
    const success = ballotOutcome(found, pitch.id === now.promoted);
    const said = { prediction: predictionText(pitch.prediction), reality: realityText(found.verdict), success };
    const facts = { funded: funded.includes(pitch.id), tainted, unconfirmed: pitch.id === now.unconfirmed };
    return [{ title: pitch.title, ...said, ...facts }];
  });
  const reasons = told.reasons.get(id) ?? [];
  return { runs, quotes: reasons.map(({ shark, reason }) => ({ by: rules.names ? shark : null, text: reason })) };
}

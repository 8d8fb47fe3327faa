import { phaseOf } from "../round/round.ts";
import type { RoundKind } from "../round/round-state.ts";
import type { Season } from "../season.ts";
import { ballotsOf } from "../store/ballots.ts";
import type { Db } from "../store/database.ts";
import { type Decision, decisionsOf } from "../store/decisions.ts";
import { type PitchRow, pitchesOf } from "../store/pitches.ts";
import { type RoundRow, roundsOf } from "../store/rounds.ts";
import { verdictsOf } from "../store/verdicts.ts";
import { tally } from "../tally.ts";
import { ballotOutcome } from "./ballot-outcome.ts";
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
  const imported = season.history.map((told, index): PastRound => {
    const { title, winner, prediction, reality, success, quotes, result = reality, face = null } = told;
    const run = { title: winner, prediction, reality, success, funded: true, tainted: false, unconfirmed: false };
    const nothing = { host: null, promoted: null, cancelled: null, decisions: [] };
    const said = quotes.map((text) => ({ by: null, text }));
    const facts = { number: index + 1, title, kind: "optimise", imported: true, phase: "decided" } as const;
    return { ...facts, ...nothing, runs: [run], quotes: said, result, face };
  });
  const played: PastRound[] = [];
  for (const row of await roundsOf(db, seasonId)) played.push(await playedHere(db, row, season));
  return [...imported, ...played];
}

async function playedHere(db: Db, row: RoundRow, season: Season): Promise<PastRound> {
  const { id, number, title, host, round } = row;
  const { now, terms } = round;
  const pitches = await pitchesOf(db, id);
  const promoted = now.state === "decided" ? pitches.find((pitch) => pitch.id === now.promoted) : undefined;
  return {
    number,
    title,
    kind: terms.kind,
    imported: false,
    phase: phaseOf(round),
    host,
    ...(await runsAndQuotes(db, row, pitches, season)),
    result: null,
    face: null,
    promoted: promoted?.content.title ?? null,
    cancelled: now.state === "cancelled" ? now.reason : null,
    decisions: await decisionsOf(db, id),
  };
}

/** Ballots are secret, and a verdict may still be ruled on, until the round is decided. */
async function runsAndQuotes(
  db: Db,
  { id, round }: RoundRow,
  pitches: readonly PitchRow[],
  { rules }: Season,
): Promise<Pick<PastRound, "runs" | "quotes">> {
  const { now, terms } = round;
  if (now.state !== "decided") return { runs: [], quotes: [] };
  const ballots = terms.vote === "off" ? [] : await ballotsOf(db, id);
  const ids = pitches.map((pitch) => pitch.id);
  const funded = tally(ids, ballots, 1)?.funded ?? [];
  const verdicts = recordedVerdicts(await verdictsOf(db, id));
  const runs = pitches.flatMap((pitch): readonly PastRun[] => {
    const found = verdicts.find(({ pitchId }) => pitchId === pitch.id);
    if (!found) return [];
    const tainted = found.ruling?.tainted ?? false;
    const success = ballotOutcome(found, pitch.id === now.promoted);
    const told = { prediction: predictionText(pitch.content.prediction), reality: realityText(found.verdict), success };
    const facts = { funded: funded.includes(pitch.id), tainted, unconfirmed: pitch.id === now.unconfirmed };
    return [{ title: pitch.content.title, ...told, ...facts }];
  });
  const quotes = ballots.flatMap(({ fund, reason, shark }) =>
    reason !== null && fund !== null && funded.includes(fund) ? [{ by: rules.names ? shark : null, text: reason }] : [],
  );
  return { runs, quotes: quotes.slice(0, mostQuotes) };
}

import type { Ballot } from "../ballot.ts";
import type { Season } from "../season.ts";
import { ballotsOf } from "../store/ballots.ts";
import type { Db } from "../store/database.ts";
import { type LearnedLesson, lessonsLearned } from "../store/lessons.ts";
import { findRoundByNumber, type RoundRow } from "../store/rounds.ts";
import { getSeason } from "../store/seasons.ts";
import { UserError } from "../user-error.ts";
import { importedRounds, type PastRound, pastRounds, playedHere } from "./past-rounds.ts";
import { type RoundRecord, roundRecord } from "./round-view.ts";

export interface HistoryView {
  readonly season: Season;
  readonly rounds: readonly PastRound[];
}

/** One round in full. */
export interface RoundHistory {
  readonly season: Season;
  readonly past: PastRound;
  /** Null: imported. */
  readonly view: RoundRecord | null;
  readonly lessons: readonly LearnedLesson[];
  /** By name, only where the season names people and the vote is over; else empty. */
  readonly ballots: readonly Ballot[];
}

export async function historyView(db: Db, seasonName: string): Promise<HistoryView> {
  const { id, settings } = await getSeason(db, seasonName);
  return { season: settings, rounds: await pastRounds(db, id, settings) };
}

/** @throws UserError for a round that was never opened. */
export async function roundHistory(db: Db, seasonName: string, number: number): Promise<RoundHistory> {
  const { id, settings } = await getSeason(db, seasonName);
  const row = await findRoundByNumber(db, id, number);
  const past = await pastRound(db, settings, { seasonId: id, number, row });
  const view = row ? await roundRecord(db, row.id) : null;
  const lessons = (await lessonsLearned(db, id)).filter(({ round }) => round === number);
  const mayName = view !== null && view.tally !== null && settings.rules.names;
  return { season: settings, past, view, lessons, ballots: mayName ? await ballotsOf(db, view.row.id) : [] };
}

/** @throws UserError for a round that was never opened */
async function pastRound(
  db: Db,
  season: Season,
  { seasonId, number, row }: { readonly seasonId: number; readonly number: number; readonly row: RoundRow | null },
): Promise<PastRound> {
  const [played] = row === null ? [] : await playedHere(db, [row], season);
  const past = played ?? importedRounds(season)[number - 1];
  if (past === undefined) throw unknownRound(number, await pastRounds(db, seasonId, season));
  return past;
}

function unknownRound(number: number, rounds: readonly PastRound[]): UserError {
  const [first, last] = [rounds[0]?.number, rounds.at(-1)?.number];
  const known =
    first === undefined
      ? "This season has no round yet; a host opens one with /tank open."
      : first === last
        ? `There is only round ${first}: /tank history ${first}`
        : `There are rounds ${first} to ${last}: /tank history ${last}`;
  return new UserError("unknown-round", `There is no round ${number} in this season.`, known);
}

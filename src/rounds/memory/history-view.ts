import type { Ballot } from "../ballot.ts";
import type { Season } from "../season.ts";
import { ballotsOf } from "../store/ballots.ts";
import type { Db } from "../store/database.ts";
import { type LearnedLesson, lessonsLearned } from "../store/lessons.ts";
import { findRoundByNumber } from "../store/rounds.ts";
import { getSeason } from "../store/seasons.ts";
import { UserError } from "../user-error.ts";
import { type PastRound, pastRounds } from "./past-rounds.ts";
import { type RoundView, roundView } from "./round-view.ts";

export interface HistoryView {
  readonly season: Season;
  readonly rounds: readonly PastRound[];
}

/** One round in full. */
export interface RoundHistory {
  readonly season: Season;
  readonly past: PastRound;
  /** Null: imported. */
  readonly view: RoundView | null;
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
  const rounds = await pastRounds(db, id, settings);
  const past = rounds.find((each) => each.number === number);
  if (!past) throw unknownRound(number, rounds);
  const row = await findRoundByNumber(db, id, number);
  const view = row ? await roundView(db, row.id) : null;
  const lessons = (await lessonsLearned(db, id)).filter(({ round }) => round === number);
  const mayName = view !== null && view.tally !== null && settings.rules.names;
  return { season: settings, past, view, lessons, ballots: mayName ? await ballotsOf(db, view.row.id) : [] };
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

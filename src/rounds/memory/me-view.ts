import type { Season } from "../season.ts";
import type { Db } from "../store/database.ts";
import { ballotsBy } from "../store/past-ballots.ts";
import { type PastVerdict, pastVerdictsOf } from "../store/past-verdicts.ts";
import type { PitchRow } from "../store/pitches.ts";
import { type RoundRow, roundsOf } from "../store/rounds.ts";
import { getSeason } from "../store/seasons.ts";
import { type AgentRecord, agentsOf, entriesOf, pitchesBy, type RoundEntry } from "../store/shark-record.ts";
import { ballotOutcomes } from "./ballot-outcome.ts";
import { type CredibilityRecord, credibilityRecord, type Statement } from "./credibility.ts";
import { recordedVerdicts } from "./recorded-verdicts.ts";

/** What a person may know of themselves, and nobody else of them. */
export interface MeView {
  readonly season: Season;
  readonly person: string;
  readonly record: CredibilityRecord;
  /** The share of the season's runs so far that succeeded; null before the first. */
  readonly baseRate: number | null;
  readonly entries: readonly RoundEntry[];
  readonly pitches: readonly OwnPitch[];
  /** What each of a person's agents earned by its own ballots. */
  readonly agents: readonly AgentRecord[];
}

export interface OwnPitch {
  readonly pitch: PitchRow;
  /** Null: on the bench. */
  readonly round: Pick<RoundRow, "number"> | null;
  /** Null: it has not run, or is still at it. */
  readonly stored: Pick<PastVerdict, "verdict"> | null;
  readonly promoted: boolean;
}

export async function meView(db: Db, seasonName: string, person: string): Promise<MeView> {
  const { id, settings } = await getSeason(db, seasonName);
  const rows = await roundsOf(db, id);
  const verdicts = Map.groupBy(await pastVerdictsOf(db, idsOf(rows)), ({ roundId }) => roundId);
  const rounds = rows.map((row): SeenRound => ({ row, verdicts: recordedVerdicts(verdicts.get(row.id) ?? []) }));
  const decided = rounds.filter(isDecided);
  const outcomes = new Map(decided.flatMap(({ row, verdicts }) => [...ballotOutcomes(row.round.now, verdicts)]));
  const settled = [...outcomes.values()].filter((success) => success !== null);
  const baseRate = settled.length === 0 ? null : settled.filter((success) => success).length / settled.length;
  const statements: Statement[] = [];
  const ballots = await ballotsBy(db, id, person);
  for (const { row } of decided) {
    for (const { pitch, percent } of ballots.get(row.id)?.chances ?? []) {
      statements.push({ probability: percent / 100, success: outcomes.get(pitch) ?? null });
    }
  }
  return {
    season: settings,
    person,
    record: credibilityRecord(statements, baseRate ?? 0.5),
    baseRate,
    entries: await entriesOf(db, id, person),
    agents: await agentsOf(db, id, person),
    pitches: (await pitchesBy(db, id, person)).map((pitch) => ownPitch(pitch, rounds)),
  };
}

function idsOf(rows: readonly RoundRow[]): readonly number[] {
  return rows.map(({ id }) => id);
}

interface SeenRound {
  readonly row: RoundRow;
  readonly verdicts: readonly PastVerdict[];
}

function isDecided({ row }: SeenRound): boolean {
  return row.round.now.state === "decided";
}

function ownPitch(pitch: PitchRow, rounds: readonly SeenRound[]): OwnPitch {
  const seen = rounds.find(({ row }) => row.id === pitch.roundId);
  const now = seen?.row.round.now;
  return {
    pitch,
    round: seen?.row ?? null,
    stored: seen?.verdicts.find(({ pitchId }) => pitchId === pitch.id) ?? null,
    promoted: now?.state === "decided" && now.promoted === pitch.id,
  };
}

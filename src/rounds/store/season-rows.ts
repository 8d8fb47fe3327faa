import { type RawBuilder, type Selectable, sql } from "kysely";
import type { Database, Tx } from "./database.ts";
import type { Tables } from "./tables.ts";

type Row<Name extends keyof Tables> = Selectable<Tables[Name]>;

/** Every row of one season, oldest first; reports, the queue and what was announced are not state of the game. */
export interface SeasonRows {
  readonly season: Row<"season">;
  readonly problems: readonly Row<"problem_version">[];
  readonly sources: readonly Row<"source">[];
  readonly baselines: readonly Row<"baseline">[];
  readonly rounds: readonly Row<"round">[];
  readonly pitches: readonly Row<"pitch">[];
  readonly questions: readonly Row<"question">[];
  readonly runs: readonly Row<"run">[];
  readonly measurements: readonly Row<"measurement">[];
  readonly verdicts: readonly Row<"verdict">[];
  readonly rulings: readonly Row<"ruling">[];
  readonly readings: readonly Row<"reading">[];
  readonly proofs: readonly Row<"proof">[];
  readonly ballots: readonly Row<"ballot">[];
  readonly ballotChanges: readonly Row<"ballot_change">[];
  readonly approaches: readonly Row<"approach">[];
  readonly constraints: readonly Row<"season_constraint">[];
  readonly lessons: readonly Row<"lesson">[];
  readonly credibility: readonly Row<"credibility_entry">[];
  readonly decisions: readonly Row<"decision">[];
  readonly bans: readonly Row<"ban">[];
  readonly externalResults: readonly Row<"external_result">[];
}

export interface WantedRows {
  readonly seasonId: number;
  /** Ballots of other rounds are not even read. */
  readonly showsBallots: (round: Row<"round">) => boolean;
  /** Private measurements are read only where their season's operator asks for them. */
  readonly measurements: boolean;
}

/** Reads a season as of one moment, while others go on writing. */
export async function readSeasonRows(database: Database, wanted: WantedRows): Promise<SeasonRows> {
  // A command that must be done once runs within a transaction already.
  if (database.db.isTransaction) return database.transaction((tx) => readRows(tx, wanted));
  return database.db
    .transaction()
    .setIsolationLevel("repeatable read")
    .execute((tx) => readRows(tx, wanted));
}

async function readRows(tx: Tx, { seasonId, showsBallots, measurements }: WantedRows): Promise<SeasonRows> {
  const season = await tx.selectFrom("season").selectAll().where("id", "=", seasonId).executeTakeFirstOrThrow();
  const ofSeason = sql`season_id = ${seasonId}`;
  const wantedRuns = measurements ? ofSeason : sql`season_id = ${seasonId} and purpose <> 'measure'`;
  const ofRuns = sql`run_id in (select id from run where ${wantedRuns})`;
  const ofPitches = sql`pitch_id in (select id from pitch where ${ofSeason})`;
  const rounds = await rowsOf(tx, "round", ofSeason, "number");
  const told = sql.join([0, ...rounds.filter(showsBallots).map(({ id }) => id)]);
  return {
    season,
    rounds,
    problems: await rowsOf(
      tx,
      "problem_version",
      sql`id = ${season.problem_version_id} or id in (select problem_version_id from baseline where ${ofSeason}
        union select problem_version_id from run where ${wantedRuns}
        union select (scope ->> 'problemVersionId')::integer from approach where ${ofSeason} and scope is not null)`,
      "version",
    ),
    sources: await rowsOf(
      tx,
      "source",
      sql`sha256 in (select source_sha256 from baseline where ${ofSeason}
        union select source_sha256 from pitch where ${ofSeason}
        union select part ->> 'sha256' from pitch, jsonb_array_elements(coalesce(pitch.sweep, '[]')) as part where ${ofSeason}
        union select baseline_sha256 from run where ${wantedRuns}
        union select candidate_sha256 from run where ${wantedRuns})`,
      "sha256",
    ),
    baselines: await rowsOf(tx, "baseline", ofSeason),
    pitches: await rowsOf(tx, "pitch", ofSeason),
    questions: await rowsOf(tx, "question", ofSeason, "number"),
    runs: await rowsOf(tx, "run", wantedRuns),
    measurements: await rowsOf(tx, "measurement", ofRuns, "run_id"),
    verdicts: await rowsOf(tx, "verdict", ofRuns, "run_id"),
    rulings: await rowsOf(tx, "ruling", ofRuns),
    readings: await rowsOf(tx, "reading", ofRuns, "run_id"),
    proofs: await rowsOf(tx, "proof", ofPitches),
    ballots: await rowsOf(tx, "ballot", sql`round_id in (${told})`),
    ballotChanges: await rowsOf(tx, "ballot_change", sql`round_id in (${told})`),
    approaches: await rowsOf(tx, "approach", ofSeason),
    constraints: await rowsOf(tx, "season_constraint", ofSeason),
    lessons: await rowsOf(tx, "lesson", ofSeason),
    credibility: await rowsOf(tx, "credibility_entry", ofSeason),
    decisions: await rowsOf(tx, "decision", ofSeason),
    bans: await rowsOf(tx, "ban", ofSeason),
    externalResults: await rowsOf(tx, "external_result", ofPitches),
  };
}

async function rowsOf<Name extends keyof Tables>(
  tx: Tx,
  table: Name,
  where: RawBuilder<unknown>,
  order = "id",
): Promise<readonly Row<Name>[]> {
  const { rows } = await sql<Row<Name>>`
    select * from ${sql.table(table)} where ${where} order by ${sql.ref(order)}`.execute(tx);
  return rows;
}

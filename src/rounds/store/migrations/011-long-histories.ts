import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

/** What is asked for all the time is found without reading what other rounds and seasons left. */
export const longHistories: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};

const statements = [
  // What a channel is still owed of a season, and what it was shown of a round.
  "create index outbox_of_season on outbox (season_id, id)",
  "create index outbox_of_round on outbox (round_id, id)",
  // A season's runs of late, and the runs of the same code.
  "create index run_of_season on run (season_id, created_at)",
  "create index run_of_candidate on run (candidate_sha256)",
  "create index verdict_of_pitch on verdict (pitch_id)",
  "create index proof_of_run on proof (run_id)",
  "create index pitch_of_season on pitch (season_id, id)",
  "create index pitch_by_author on pitch using gin ((content -> 'authors'))",
  "create index pitch_endorsing on pitch (endorses) where endorses is not null",
  "create index external_result_of_pitch on external_result (pitch_id)",
  "create index lesson_of_season on lesson (season_id, id)",
  "create index decision_of_round on decision (round_id, id)",
  "create index credibility_of_shark on credibility_entry (season_id, shark)",
];

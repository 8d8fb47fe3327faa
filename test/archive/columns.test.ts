import { sql } from "kysely";
import { expect, it } from "vitest";
import { openWorld } from "../play/world.ts";

/** Every column of the game's state that an archive holds, or leaves out on purpose (docs/archive.md). */
const decidedAbout = {
  approach: "changed_at evidence id key round_id scope season_id status taught_by why",
  ballot: "cast_at changes content id round_id shark",
  ballot_change: "cast_at content id round_id shark",
  ban: "banned_at host id lifted_at person reason season_id",
  baseline: "created_at id pitch_id problem_version_id round_id season_id source_sha256",
  credibility_entry: "created_at entry id points round_id season_id shark statements",
  decision: "decided_at decision host id reason round_id season_id",
  external_result: "attached_at by id link pitch_id text",
  lesson: "approach author created_at evidence id replaces round_id season_id status text",
  measurement: "asked_by run_id what",
  pitch: "content created_at endorses id letter parents round_id season_id source_sha256 state sweep",
  problem_version: "created_at definition id name sha256 version",
  proof: "case_label demanded_at demanded_by id judged_at outcome pitch_id run_id",
  question: "answer answered_at answerer asked_at asker id number pitch_id season_id text",
  reading: "baseline_id cases machine read_at run_id",
  round: "baseline_id changed_at deadline_at host id now number opened_at season_id state subtitle terms title",
  ruling: "host id reason ruled_at run_id tainted verdict",
  run: "attempt baseline_sha256 budget_ms_per_case candidate_sha256 changed_at created_at faults id lease pitch_id problem_version_id purpose round_id runner season_id secret_seed state taken_at timed_cases turn waiting",
  season: "created_at id name problem_version_id settings state stopped",
  season_constraint: "author created_at evidence id knob lifted_at round_id says season_id taught_by why",
  source: "created_at files normal_sha256 sha256",
  verdict: "body decided_at pitch_id ran round_id rules_version run_id",
  // What was said and what waits is no state of the game.
  delivery: "channel delivered_at external_id outbox_id",
  inbox: "event_id seen_at",
  outbox: "body created_at id key kind notify round_id season_id",
  report: "attempt body received_at run_id",
  // An installation's own: who plays from which account, and where, and who comes in with a token.
  person: "external_id first_seen_at id name platform",
  access_token: "expires_at hash id made_at owner player revoked_at roles season_id used_at",
  season_channel: "bound_at channel id platform season_id",
  // Who is at work at this moment.
  worker: "beat_at id resting runner started_at stopped_at",
  // Its player's alone, until it is handed in.
  draft: "body form id player season_id updated_at",
};

it("decides about every column there is", async () => {
  await using world = await openWorld();
  const { rows } = await sql<{ table_name: string; columns: string }>`
    select table_name, string_agg(column_name, ' ' order by column_name) as columns from information_schema.columns
    where table_schema = 'public' and table_name not like 'kysely%' group by table_name`.execute(world.database.db);
  expect(Object.fromEntries(rows.map((row) => [row.table_name, row.columns]))).toEqual(decidedAbout);
});

import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

/**
 * The doors through which a worker touches runs. They act with the rights of the tables' owner, so a worker's own role
 * needs no right on any table of ours; each looks whether the caller may serve the run's runner.
 */
export const workerDoors: Migration = {
  async up(db: Kysely<unknown>) {
    const { rows } = await sql<{ schema: string }>`select current_schema() as schema`.execute(db);
    const [{ schema } = { schema: "public" }] = rows;
    // With pg_temp last nobody can put a table of their own before ours.
    const asOwner = `security definer set search_path = "${schema.replaceAll('"', '""')}", pg_temp`;
    await sql`alter table run add column lease uuid`.execute(db);
    for (const [signature, body] of doors) {
      await sql.raw(`create function ${signature} ${asOwner} ${body}`).execute(db);
    }
    // Whoever may call one is named by config/worker-role.sql; by default everybody could.
    for (const name of ["keeper", "serves", "take", "note", "store", "hand_back", "may_send"]) {
      await sql.raw(`revoke execute on function worker_${name} from public`).execute(db);
    }
  },
};

const isHeld = "run.id = of_run and run.attempt = of_attempt and worker_serves(run.runner)";
/** The bot needs no lease: it ends what a dead worker held. */
const byHolder = "(run.lease = holder or worker_keeper())";

const doors: readonly (readonly [string, string])[] = [
  // Who owns the tables, or is a member of that role: the bot.
  [
    "worker_keeper() returns boolean language sql stable",
    `as $$ select pg_has_role(session_user, relowner, 'member') from pg_class where oid = 'run'::regclass $$`,
  ],
  // A runner's worker logs in as tank_worker_<runner>, or as a member of it; session_user is the login, whoever asks.
  [
    "worker_serves(of_runner text) returns boolean language sql stable",
    `as $$ select worker_keeper() or exists (
      select from pg_roles where rolname = 'tank_worker_' || of_runner and pg_has_role(session_user, oid, 'member')) $$`,
  ],
  // All that one attempt needs, and nothing of any other run.
  [
    `worker_take(of_run integer, of_attempt integer, at timestamptz) returns table (
      problem jsonb, baseline jsonb, candidate jsonb, budget_ms_per_case integer, secret_seed text,
      timed_cases jsonb, sandbox text, holder uuid) language plpgsql`,
    `as $$ begin
      update run set state = 'running', waiting = null, lease = gen_random_uuid(), taken_at = at, changed_at = at
        where ${isHeld} and run.state = 'queued'
          -- What is left queued here gets a new job when the season goes on.
          and exists (select from season where season.id = run.season_id and season.stopped is null);
      if not found then return; end if;
      return query select problem_version.definition, base.files, code.files, run.budget_ms_per_case, run.secret_seed,
          run.timed_cases, season.settings #>> '{rules,sandbox}', run.lease
        from run join season on season.id = run.season_id
          join problem_version on problem_version.id = run.problem_version_id
          join source base on base.sha256 = run.baseline_sha256
          left join source code on code.sha256 = run.candidate_sha256
        where run.id = of_run;
    end $$`,
  ],
  [
    `worker_note(of_run integer, of_attempt integer, holder uuid, news jsonb, at timestamptz) returns void
      language sql`,
    // The time until a device was free is nobody's use of it.
    `as $$ update run set waiting = news, taken_at = case when news is null then at else taken_at end where ${isHeld} and run.state = 'running' and ${byHolder} $$`,
  ],
  [
    `worker_store(of_run integer, of_attempt integer, holder uuid, outcome jsonb, at timestamptz) returns boolean
      language plpgsql`,
    `as $$ begin
      update run set state = 'reported', changed_at = at where ${isHeld} and run.state = 'running' and ${byHolder};
      if not found then return false; end if;
      insert into report (run_id, attempt, body, received_at) values (of_run, of_attempt, outcome, at);
      return true;
    end $$`,
  ],
  // The next attempt, for nobody's fault; null where a newer one is there already. One not taken has no holder yet.
  [
    `worker_hand_back(of_run integer, of_attempt integer, holder uuid, at timestamptz) returns integer language sql`,
    `as $$ update run set state = 'queued', waiting = null, lease = null, attempt = attempt + 1, changed_at = at
      where ${isHeld} and (run.state = 'queued' or (run.state = 'running' and ${byHolder})) returning attempt $$`,
  ],
  // Which jobs a worker may put where: its own runner's runs, into their queue, to the judge or among the lost.
  [
    "worker_may_send(queue text, job jsonb) returns boolean language sql stable",
    `as $$ select exists (select from run where run.id = (job ->> 'runId')::integer and worker_serves(run.runner)
      and queue in ('judge', 'lost', 'run.' || run.runner)) $$`,
  ],
];

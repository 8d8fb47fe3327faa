import { sql } from "kysely";
import type { Db } from "./database.ts";
import type { RunPurpose, RunState } from "./run-tables.ts";

/** What came of an attempt, without anything that a kernel wrote. */
export interface JudgedRun {
  readonly runId: number;
  readonly attempt: number;
  readonly roundId: number | null;
  /** The round's number in its season. */
  readonly round: number | null;
  readonly runner: string;
  readonly purpose: RunPurpose;
  /** `queued`: the runner failed, and it is tried again; `abandoned`: for the last time. */
  readonly state: RunState;
  /** What kind of runner's failure it was; null: a report came. */
  readonly fault: string | null;
  readonly verdict: string | null;
  /** How long each stage took, in ms, by its name in the protocol. */
  readonly stageMs: Readonly<Record<string, number>>;
  /** From being queued to first using its runner, in seconds, at a run's first attempt; null: no such moment is known. */
  readonly waitedS: number | null;
  /** The same of the whole vote, where this run is the first of its round's that came back; null for all others. */
  readonly voteToStageS: number | null;
}

/** What is known of an attempt once it has been judged; null where its report is not there. */
export async function judgedRun(db: Db, runId: number, attempt: number): Promise<JudgedRun | null> {
  const { rows } = await sql<Omit<JudgedRun, "runId" | "attempt">>`
    select run.round_id as "roundId", (select number from round where round.id = run.round_id) as round, run.runner, run.purpose, run.state,
      case when report.body ->> 'outcome' = 'fault' then report.body ->> 'kind' end as fault,
      verdict.body ->> 'verdict' as verdict,
      coalesce(report.body #> '{report,stageMs}', '{}'::jsonb) as "stageMs",
      case when ${attempt} = 1 then extract(epoch from run.taken_at - run.created_at)::float8 end as "waitedS",
      case when run.purpose in ('verdict', 'sweep') and ${attempt} = 1 then (
        select extract(epoch from min(taken_at) - min(created_at))::float8 from run as other
        where other.round_id = run.round_id and other.purpose in ('verdict', 'sweep')
        having count(*) filter (where other.id <> run.id and other.taken_at is not null
          and (other.state not in ('queued', 'running', 'reported') or other.attempt > 1)) = 0
      ) end as "voteToStageS"
    from run join report on report.run_id = run.id and report.attempt = ${attempt}
      left join verdict on verdict.run_id = run.id
    where run.id = ${runId}`.execute(db);
  return rows[0] === undefined ? null : { runId, attempt, ...rows[0] };
}

/** When the report came of which a run's verdict was made; null where none did: its code was never built. */
export async function reportReceivedAt(db: Db, runId: number): Promise<Date | null> {
  const { rows } = await sql<{ at: Date }>`
    select report.received_at as at from run
      join report on report.run_id = run.id and report.attempt = run.attempt where run.id = ${runId}`.execute(db);
  return rows[0]?.at ?? null;
}

import { sql } from "kysely";
import type { Db } from "./database.ts";

/** What must hold in every database at every moment, each as a query that finds what breaks it. */
const invariants: readonly { readonly says: string; readonly broken: string }[] = [
  {
    says: "a round's state column is its state",
    broken: "select id::text as what from round where state <> now ->> 'state'",
  },
  {
    says: "a season has at most one open round",
    broken:
      "select season_id::text as what from round where state not in ('decided', 'cancelled') group by season_id having count(*) > 1",
  },
  {
    says: "a judged verdict run has its verdict, and only a judged run has one",
    broken: `select run.id::text as what from run left join verdict on verdict.run_id = run.id
      where run.purpose not in ('opening', 'proof') and (run.state = 'judged') <> (verdict.run_id is not null)`,
  },
  {
    says: "a proof's run belongs to a proof, which has its outcome once the run is judged, and not before",
    broken: `select run.id::text as what from run left join proof on proof.run_id = run.id
      where run.purpose = 'proof' and (proof.id is null or (run.state = 'judged') <> (proof.outcome is not null))`,
  },
  {
    says: "a reported run has the report of its attempt",
    broken: `select run.id::text as what from run
      left join report on report.run_id = run.id and report.attempt = run.attempt
      where run.state = 'reported' and report.run_id is null`,
  },
  {
    says: "every verdict of a round's run is announced exactly once",
    broken: `select run.id::text as what from run join verdict on verdict.run_id = run.id
      where run.purpose in ('verdict', 'rerun') and run.round_id is not null
      and (select count(*) from outbox where outbox.key = 'run:' || run.id || ':verdict') <> 1`,
  },
  {
    says: "a running round waits for runs that exist",
    broken: `select round.id::text as what from round
      cross join lateral jsonb_array_elements_text(round.now -> 'pending') as waiting(pitch)
      where round.state = 'running' and not exists (select from run where run.round_id = round.id
      and run.purpose in ('verdict', 'sweep') and run.pitch_id = waiting.pitch::integer and run.state in ('queued', 'running', 'reported'))`,
  },
  {
    says: "a decided or cancelled round has no unfinished run",
    broken: `select run.id::text as what from run join round on round.id = run.round_id
      where round.state in ('decided', 'cancelled') and run.purpose <> 'rerun' and run.state in ('queued', 'running', 'reported')`,
  },
  {
    says: "nobody's ballot speaks of their own pitch",
    broken: `select ballot.id::text as what from ballot
      cross join lateral jsonb_array_elements(ballot.content -> 'chances') as chance
      join pitch on pitch.id = (chance ->> 'pitch')::integer
      where pitch.content -> 'authors' ? ballot.shark`,
  },
  {
    says: "a ballot counts as many changes as are kept",
    broken: `select ballot.id::text as what from ballot where ballot.changes + 1 <> (select count(*) from ballot_change
      where ballot_change.round_id = ballot.round_id and ballot_change.shark = ballot.shark)`,
  },
  {
    says: "whoever voted has a ballot, unless withdrawing it was the last thing they did",
    broken: `select last.id::text as what from (select distinct on (round_id, shark) * from ballot_change
        order by round_id, shark, id desc) as last
      left join ballot on ballot.round_id = last.round_id and ballot.shark = last.shark
      where (ballot.id is null) <> (last.content is null)`,
  },
  {
    says: "the panel's points of a round are the mean of its scored sharks' points",
    broken: `with total as (select round_id, shark, sum(points) as points,
        (array_agg(statements order by entry desc))[1] as statements from credibility_entry group by round_id, shark)
      select panel.round_id::text as what from total as panel where panel.shark is null and abs(panel.points - coalesce(
      (select avg(own.points) from total as own where own.round_id = panel.round_id and own.shark is not null
      and own.statements > 0), 0)) > 0.001`,
  },
  {
    says: "a promoted pitch is a baseline",
    broken: `select round.id::text as what from round where round.state = 'decided' and round.now ->> 'promoted' is not null
      and not exists (select from baseline where baseline.round_id = round.id
      and baseline.pitch_id = (round.now ->> 'promoted')::integer)`,
  },
];

/** One line for each invariant that does not hold, naming the rows; none where all is well. */
export async function brokenInvariants(db: Db): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const { says, broken } of invariants) {
    const { rows } = await sql.raw<{ what: string }>(broken).execute(db);
    if (rows.length > 0) lines.push(`${says}: not so for ${rows.map((row) => row.what).join(", ")}`);
  }
  return lines;
}

import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

/**
 * The whole game of the founding document: a bench of pitches, sweeps, questions, proofs, constraints, rulings,
 * bans, results from elsewhere, and where an elimination holds. Facts are appended; a ruling never overwrites a verdict.
 */
export const wholeGame: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};

const id = "id integer generated always as identity primary key";

const statements = [
  `alter table round add column subtitle text`,

  // Pitches: parents, a sweep's combinations, and a bench whose letters are its own.
  `alter table pitch add column parents jsonb not null default '[]', add column sweep jsonb`,
  `create unique index one_letter_on_the_bench on pitch (season_id, letter) where round_id is null and state = 'open'`,
  // The same code in other line endings or comments is the same candidate.
  `alter table source add column normal_sha256 text`,
  `create index source_by_normal on source (normal_sha256)`,

  // Questions are numbered through a season, so that Q7 is one question.
  `drop table question`,
  `create table question (
    ${id}, season_id integer not null references season, pitch_id integer not null references pitch,
    number integer not null, asker text not null, text text not null, asked_at timestamptz not null, answerer text,
    answer text, answered_at timestamptz, unique (season_id, number))`,
  `create index question_of_pitch on question (pitch_id)`,
  `alter table proof add column outcome jsonb, add column judged_at timestamptz`,
  `create index proof_of_pitch on proof (pitch_id)`,

  // A ballot that was withdrawn is kept as a change without one.
  `alter table ballot_change alter column content drop not null`,

  // Runs: a sweep has several at once, a rerun comes after the round; null: every case is timed.
  `alter table run add column timed_cases jsonb`,
  `alter table run drop constraint run_purpose_check`,
  `alter table run add constraint run_purpose_check check (purpose in ('opening', 'verdict', 'sweep', 'rerun',
    'confirm-baseline', 'confirm-runner-up', 'proof', 'measure'))`,
  `drop index one_live_run_a_purpose`,
  `create unique index one_live_run_a_purpose on run (round_id, purpose, coalesce(pitch_id, 0))
    where purpose not in ('proof', 'sweep') and state in ('queued', 'running', 'reported')`,

  // Verdicts keep what ran; a host's ruling stands beside the verdict, and the last one counts.
  `alter table verdict add column ran jsonb`,
  `update verdict set ran = jsonb_build_object('machine', report.body #>> '{report,machine,name}',
      'sandbox', report.body #>> '{report,sandbox}', 'versions', report.body #> '{report,versions}',
      'baseline', run.baseline_sha256, 'candidate', run.candidate_sha256)
    from run join report on report.run_id = run.id and report.attempt = run.attempt
    where run.id = verdict.run_id and report.body #>> '{report,machine,name}' is not null`,
  `create table ruling (
    ${id}, run_id integer not null references verdict (run_id), verdict text, tainted boolean not null,
    host text not null, reason text not null, ruled_at timestamptz not null)`,
  `create index ruling_of_run on ruling (run_id)`,

  // Where an elimination holds, and the imported round that taught it.
  `alter table approach add column scope jsonb, add column taught_by text`,
  `alter table lesson alter column approach drop not null, alter column status drop not null,
    add column evidence text not null default 'measured', add column author text,
    add column replaces integer references lesson`,
  `create table season_constraint (
    ${id}, season_id integer not null references season, knob text, says text, why text not null,
    evidence text not null check (evidence in ('measured', 'argued', 'imported')),
    round_id integer references round, taught_by text, author text, created_at timestamptz not null,
    lifted_at timestamptz)`,
  `create index constraint_of_season on season_constraint (season_id)`,

  // A host also decides outside rounds.
  `alter table decision add column season_id integer references season, alter column round_id drop not null`,
  `update decision set season_id = round.season_id from round where round.id = decision.round_id`,
  `alter table decision alter column season_id set not null`,
  `create table ban (
    ${id}, season_id integer not null references season, person text not null, host text not null,
    reason text not null, banned_at timestamptz not null, lifted_at timestamptz)`,
  `create unique index one_ban_a_person on ban (season_id, person) where lifted_at is null`,
  `create table external_result (
    ${id}, pitch_id integer not null references pitch, text text not null, link text not null, by text not null,
    attached_at timestamptz not null)`,
];

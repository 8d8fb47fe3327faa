import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

/**
 * The first schema. Facts are appended; the database itself keeps what must be unique:
 * one open round a season, one ballot a shark a round, one verdict a run, one delivery an announcement and channel.
 */
export const first: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};

const id = "id integer generated always as identity primary key";

const statements = [
  `create table problem_version (
    ${id}, name text not null, version integer not null, sha256 text not null, definition jsonb not null,
    created_at timestamptz not null, unique (name, version), unique (name, sha256))`,
  `create table season (
    ${id}, name text not null unique, settings jsonb not null,
    problem_version_id integer not null references problem_version,
    state text not null check (state in ('active', 'ended')), created_at timestamptz not null)`,
  `create table source (sha256 text primary key, files jsonb not null, created_at timestamptz not null)`,
  `create table round (
    ${id}, season_id integer not null references season, number integer not null, title text not null,
    terms jsonb not null, state text not null, now jsonb not null, baseline_id integer not null, host text not null,
    opened_at timestamptz not null, changed_at timestamptz not null, deadline_at timestamptz,
    unique (season_id, number))`,
  `create unique index one_open_round_a_season on round (season_id) where state not in ('decided', 'cancelled')`,
  `create table pitch (
    ${id}, season_id integer not null references season, round_id integer references round, letter text not null,
    content jsonb not null, source_sha256 text references source,
    state text not null check (state in ('open', 'frozen', 'withdrawn')), endorses integer references pitch deferrable,
    created_at timestamptz not null, unique (round_id, letter))`,
  `create table baseline (
    ${id}, season_id integer not null references season, source_sha256 text not null references source,
    problem_version_id integer not null references problem_version, round_id integer references round,
    pitch_id integer references pitch, created_at timestamptz not null)`,
  `create index baseline_of_season on baseline (season_id, id)`,
  `alter table round add foreign key (baseline_id) references baseline deferrable`,
  `create table ballot (
    ${id}, round_id integer not null references round, shark text not null, content jsonb not null,
    changes integer not null, cast_at timestamptz not null, unique (round_id, shark))`,
  `create table ballot_change (
    ${id}, round_id integer not null references round, shark text not null, content jsonb not null,
    cast_at timestamptz not null)`,
  `create index ballot_change_of_round on ballot_change (round_id)`,
  `create table question (
    ${id}, pitch_id integer not null references pitch, number integer not null, asker text not null,
    text text not null, asked_at timestamptz not null, answerer text, answer text, answered_at timestamptz,
    unique (pitch_id, number))`,
  `create table run (
    ${id}, season_id integer not null references season, round_id integer references round,
    pitch_id integer references pitch,
    purpose text not null check (purpose in
      ('opening', 'verdict', 'confirm-baseline', 'confirm-runner-up', 'proof', 'measure')),
    problem_version_id integer not null references problem_version,
    baseline_sha256 text not null references source, candidate_sha256 text references source,
    runner text not null, budget_ms_per_case integer not null, secret_seed text not null,
    state text not null check (state in ('queued', 'running', 'reported', 'judged', 'abandoned', 'cancelled')),
    attempt integer not null, faults integer not null,
    created_at timestamptz not null, changed_at timestamptz not null)`,
  `create unique index one_live_run_a_purpose on run (round_id, purpose, coalesce(pitch_id, 0))
    where purpose <> 'proof' and state in ('queued', 'running', 'reported')`,
  `create index run_of_round on run (round_id)`,
  `create index unfinished_run on run (state) where state in ('queued', 'running', 'reported')`,
  `create table report (
    run_id integer not null references run, attempt integer not null, body jsonb not null,
    received_at timestamptz not null, primary key (run_id, attempt))`,
  `create table verdict (
    run_id integer primary key references run, round_id integer references round,
    pitch_id integer references pitch, body jsonb not null, rules_version integer not null,
    decided_at timestamptz not null)`,
  `create index verdict_of_round on verdict (round_id)`,
  `create table reading (
    run_id integer primary key references run, baseline_id integer not null references baseline,
    machine text not null, cases jsonb not null, read_at timestamptz not null)`,
  `create index reading_of_baseline on reading (baseline_id)`,
  `create table proof (
    ${id}, pitch_id integer not null references pitch, run_id integer references run, demanded_by text not null,
    case_label text, demanded_at timestamptz not null)`,
  `create table approach (
    ${id}, season_id integer not null references season, key text not null,
    status text not null check (status in ('viable', 'eliminated', 'proven')),
    evidence text not null check (evidence in ('measured', 'argued', 'imported')), why jsonb not null,
    round_id integer references round, changed_at timestamptz not null, unique (season_id, key))`,
  `create table lesson (
    ${id}, season_id integer not null references season, round_id integer references round,
    approach text not null, status text not null, text text not null, created_at timestamptz not null)`,
  `create table credibility_entry (
    ${id}, season_id integer not null references season, round_id integer not null references round,
    shark text, entry integer not null, points double precision not null, statements integer not null,
    created_at timestamptz not null, unique nulls not distinct (round_id, shark, entry))`,
  `create table decision (
    ${id}, round_id integer not null references round, host text not null, decision text not null,
    reason text not null, decided_at timestamptz not null)`,
  `create table outbox (
    ${id}, key text not null unique, season_id integer not null references season,
    round_id integer references round, kind text not null, body jsonb not null, notify boolean not null,
    created_at timestamptz not null)`,
  `create table delivery (
    outbox_id integer not null references outbox, channel text not null, external_id text,
    delivered_at timestamptz not null, primary key (outbox_id, channel))`,
  `create table inbox (event_id text primary key, seen_at timestamptz not null)`,
];

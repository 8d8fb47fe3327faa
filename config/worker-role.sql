-- The database role of the workers of one runner: they can take its runs and store raw reports, and nothing else.
-- `npm run tank -- worker-role --runner h100` prints this with RUNNER replaced; run it as the role that the bot uses,
-- or as a superuser, once the bot has been started. It may be run again, and must be after an upgrade.

-- A login for each runner, tank_worker_RUNNER; or make each machine's login a member of it. It gets its password
-- separately, so that none stands in a file.
do $$ begin
  if not exists (select from pg_roles where rolname = 'tank_worker_RUNNER') then
    create role "tank_worker_RUNNER" login noinherit nosuperuser nocreatedb nocreaterole noreplication nobypassrls;
  end if;
  -- What every role may do where nobody has said otherwise.
  execute format('revoke temporary on database %I from public', current_database());
end $$;
revoke create on schema public from public;

-- The tables of the game: none. Runs go through these doors, which look whose run it is (migrations 009 and 012).
grant execute on function worker_take, worker_note, worker_holds, worker_store, worker_hand_back, worker_serves,
  worker_may_send
  to "tank_worker_RUNNER";
-- Two more, by which a worker says that it is alive (migration 010).
grant execute on function worker_beat, worker_leave to "tank_worker_RUNNER";
-- By which a worker sees that it and the bot are of one version.
grant select on kysely_migration to "tank_worker_RUNNER";

-- The queue: the jobs of this runner, and only these. The bot owns these tables, so no policy holds it back.
grant usage on schema pgboss to "tank_worker_RUNNER";
grant select on pgboss.version, pgboss.queue to "tank_worker_RUNNER";
alter table pgboss.queue enable row level security;
alter table pgboss.job enable row level security;
alter table pgboss.job_common enable row level security;

drop policy if exists "tank_worker_RUNNER" on pgboss.queue;
create policy "tank_worker_RUNNER" on pgboss.queue for select to "tank_worker_RUNNER"
  using (name in ('run.RUNNER', 'judge', 'lost'));

grant select, delete on pgboss.job_common to "tank_worker_RUNNER";
grant update (state, started_on, heartbeat_on, retry_count, completed_on, output, blocked, pending_dependencies)
  on pgboss.job_common to "tank_worker_RUNNER";
grant insert on pgboss.job_common, pgboss.job to "tank_worker_RUNNER";

drop policy if exists "tank_worker_RUNNER take" on pgboss.job_common;
create policy "tank_worker_RUNNER take" on pgboss.job_common for select to "tank_worker_RUNNER"
  using (name = 'run.RUNNER' or (name in ('judge', 'lost') and worker_may_send(name, data)));
drop policy if exists "tank_worker_RUNNER settle" on pgboss.job_common;
create policy "tank_worker_RUNNER settle" on pgboss.job_common for update to "tank_worker_RUNNER"
  using (name = 'run.RUNNER') with check (name = 'run.RUNNER');
-- pg-boss fails a job by replacing it.
drop policy if exists "tank_worker_RUNNER fail" on pgboss.job_common;
create policy "tank_worker_RUNNER fail" on pgboss.job_common for delete to "tank_worker_RUNNER"
  using (name = 'run.RUNNER' and state = 'active');
drop policy if exists "tank_worker_RUNNER send" on pgboss.job_common;
create policy "tank_worker_RUNNER send" on pgboss.job_common for insert to "tank_worker_RUNNER"
  with check (worker_may_send(name, data));
drop policy if exists "tank_worker_RUNNER send" on pgboss.job;
create policy "tank_worker_RUNNER send" on pgboss.job for insert to "tank_worker_RUNNER"
  with check (worker_may_send(name, data));

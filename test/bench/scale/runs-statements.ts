/** The 100 runs of each planned round and what came of them. Run k of round r is `r * 100 - 99 + k`. */

export const planRuns = `create temp table planned_run on commit drop as
  select planned.round_id * 100 - 99 + k as id, planned.season, planned.at, kind.purpose,
    case when kind.purpose <> 'measure' then planned.round_id end as round_id, planned.round_id as beside,
    case when kind.purpose not in ('measure', 'opening') then planned.round_id * 30 - 29 + kind.p end as pitch_id,
    -- Pitch A of a round that promotes is faster; of the others most are not.
    case when kind.p = 0 and planned.next_baseline_id is not null then 0 else (planned.number + k * 5) % 6 end as told,
    case when kind.purpose <> 'opening' then code.sha256 end as candidate
  from planned cross join generate_series(0, 99) as k
    cross join lateral (select
      case when k = 0 then 'opening'
        when k between 1 and 22 and planned.state = 'decided' then 'verdict'
        when k = 23 and planned.next_baseline_id is not null then 'confirm-baseline'
        when k = 24 and planned.next_baseline_id is not null then 'confirm-runner-up'
        when k = 25 and planned.state = 'decided' then 'rerun'
        when k between 26 and 35 then 'proof' else 'measure' end as purpose,
      case when k between 1 and 22 then k - 1 when k in (23, 24) then 0 when k = 25 then 1
        when k between 26 and 35 then k - 26 else k % 30 end as p) as kind
    join code on code.pitch_id = planned.round_id * 30 - 29 + kind.p`;

/** A round's state names what its runs came to. */
export const insertRounds = `insert into round (id, season_id, number, title, terms, state, now, baseline_id, host, opened_at, changed_at, deadline_at)
  overriding system value
  select planned.round_id, planned.season, planned.number, 'Round ' || planned.number,
    '{"kind": "optimise", "vote": "on", "runs": "all", "bar": null, "only": null}', planned.state,
    case planned.state when 'voting' then '{"state": "voting"}'::jsonb
      when 'cancelled' then '{"state": "cancelled", "reason": "the machine was sold"}'
      else jsonb_build_object('state', 'decided', 'unconfirmed', null,
        'promoted', case when planned.next_baseline_id is not null then planned.round_id * 30 - 29 end, 'results',
        (select jsonb_agg(jsonb_build_object('pitch', planned_run.pitch_id, 'verdict', told.verdict -> 'verdict',
            'success', told.verdict -> 'success', 'speedup', told.verdict -> 'speedup') order by planned_run.id)
          from planned_run join told on told.kind = planned_run.told
          where planned_run.round_id = planned.round_id and planned_run.purpose = 'verdict')) end,
    planned.baseline_id, 'hanna', planned.at, planned.at, null from planned`;

export const runsStatements: readonly string[] = [
  `insert into baseline (id, season_id, source_sha256, problem_version_id, round_id, pitch_id, created_at)
    overriding system value
    select planned.next_baseline_id, planned.season, code.sha256, season.problem_version_id, planned.round_id, code.pitch_id, planned.at
    from planned join season on season.id = planned.season join code on code.pitch_id = planned.round_id * 30 - 29
    where planned.next_baseline_id is not null order by planned.round_id`,
  `insert into run (id, season_id, round_id, pitch_id, purpose, problem_version_id, baseline_sha256, candidate_sha256, runner,
      budget_ms_per_case, secret_seed, timed_cases, state, attempt, faults, taken_at, created_at, changed_at)
    overriding system value
    select planned_run.id, planned_run.season, planned_run.round_id, planned_run.pitch_id, planned_run.purpose,
      season.problem_version_id, baseline.source_sha256, planned_run.candidate, 'local', 1000, md5(planned_run.id::text) || md5('x' || planned_run.id),
      case when planned_run.purpose = 'proof' then '[]'::jsonb end, 'judged', 1, 0, planned_run.at, planned_run.at, planned_run.at
    from planned_run join season on season.id = planned_run.season
      join round on round.id = planned_run.beside join baseline on baseline.id = round.baseline_id
    order by planned_run.id`,
  `insert into report (run_id, attempt, body, received_at)
    select planned_run.id, 1, jsonb_build_object('outcome', 'report', 'report',
      jsonb_set(told.report, '{runId}', to_jsonb(planned_run.id::text))), planned_run.at
    from planned_run join told on told.kind = planned_run.told order by planned_run.id`,
  `insert into verdict (run_id, round_id, pitch_id, body, rules_version, ran, decided_at)
    select run.id, run.round_id, run.pitch_id, told.verdict, 2,
      jsonb_build_object('machine', 'test machine', 'sandbox', 'wasm', 'versions', '{}'::jsonb, 'baseline', run.baseline_sha256, 'candidate', run.candidate_sha256),
      planned_run.at
    from planned_run join run on run.id = planned_run.id join told on told.kind = planned_run.told
    where planned_run.purpose not in ('opening', 'proof') order by run.id`,
  `insert into ruling (run_id, verdict, tainted, host, reason, ruled_at)
    select run_id, null, true, 'hanna', 'It leaned on a wrong reference.', decided_at from verdict
    where round_id is not null and run_id % 500 = 7`,
  `insert into measurement (run_id, asked_by, what)
    select id, 'player-' || (id % 300), 'num_ab_stage=' || id % 4 from planned_run where purpose = 'measure'`,
  `insert into reading (run_id, baseline_id, machine, cases, read_at)
    select planned_run.id, round.baseline_id, 'test machine',
      (select jsonb_agg(jsonb_build_object('label', each ->> 'label', 'us', 100)) from jsonb_array_elements(told.report -> 'cases') as each), planned_run.at
    from planned_run join round on round.id = planned_run.beside join told on told.kind = 0 where planned_run.purpose = 'opening'`,
  `insert into proof (pitch_id, run_id, demanded_by, demanded_at, outcome, judged_at)
    select pitch_id, id, 'shark-' || id % 60, at,
      '{"passed": true, "detail": "It builds, and all 4 of its cases and tests are correct.", "cases": [], "machine": "test machine"}', at
    from planned_run where purpose = 'proof' order by id`,
  `insert into outbox (key, season_id, round_id, kind, body, notify, created_at)
    select key, season, round_id, kind, body, false, at from (
      select 0 as nth, round_id as beside, 'round:' || round_id || ':opened' as key, season, round_id, 'round-opened' as kind,
        jsonb_build_object('roundId', round_id) as body, at from planned
      union all select 1, planned.round_id, 'pitch:' || pitch.id, planned.season, pitch.round_id, 'pitched', jsonb_build_object('pitchId', pitch.id), at
        from planned join pitch on pitch.id between planned.round_id * 30 - 29 and planned.round_id * 30
      union all select 2, planned.round_id, 'question:' || question.id, planned.season, planned.round_id, 'question', jsonb_build_object('questionId', question.id), at
        from planned join question on question.season_id = planned.season and question.number between planned.number * 10 - 9 and planned.number * 10
      union all select 3, planned.round_id, 'proof:' || proof.id, planned.season, planned.round_id, 'proof', jsonb_build_object('proofId', proof.id), planned.at
        from planned join planned_run on planned_run.round_id = planned.round_id join proof on proof.run_id = planned_run.id
      union all select 4, round_id, 'round:' || round_id || ':voting', season, round_id, 'voting-opened', jsonb_build_object('roundId', round_id), at
        from planned where state <> 'cancelled'
      union all select 5, round_id, 'round:' || round_id || ':tally', season, round_id, 'tally', jsonb_build_object('roundId', round_id), at
        from planned where state = 'decided'
      union all select 6, round_id, 'run:' || id || ':verdict', season, round_id, 'verdict', jsonb_build_object('runId', id, 'pitchId', pitch_id), at
        from planned_run where purpose in ('verdict', 'rerun')
      union all select 7, round_id, 'round:' || round_id || ':decided', season, round_id, 'decided', jsonb_build_object('roundId', round_id), at
        from planned where state = 'decided'
      union all select 8, beside, 'run:' || id || ':measured', season, null, 'measured', jsonb_build_object('runId', id), at
        from planned_run where purpose = 'measure') as owed
    order by beside, nth`,
  `insert into delivery (outbox_id, channel, external_id, delivered_at)
    select id, 'slack:C1', 'p' || id, created_at from outbox order by id`,
  `insert into inbox (event_id, seen_at) select 'event-' || id, at from planned_run`,
];

/** Rows of ours have their own ids: the next ones go on after them. */
export const raiseCounters = ["round", "pitch", "run", "baseline"].map(
  (table) => `select setval(pg_get_serial_sequence('${table}', 'id'), (select max(id) from ${table}))`,
);

/** What people said in the planned rounds, a statement a table. Pitch p of round r is `r * 30 - 29 + p`. */

const pitch = (p: string) => `(planned.round_id * 30 - 29 + ${p})`;
const long = "repeat('Every tile waits for the copy before it, and nothing else is in flight meanwhile. ', 4)";

/** Two in three funds pitch A; each shark states five chances. */
const funded = "(case when s % 3 < 2 then 0 else s % 21 + 1 end)";
const shark = "'shark-' || ((planned.round_id * 7 + s) % 60)";
const ballot = `jsonb_build_object('shark', ${shark}, 'fund', ${pitch(funded)}, 'speedup', null,
  'reason', 'It cures what the profile shows, number ' || s,
  'chances', (select jsonb_agg(jsonb_build_object('pitch', ${pitch(`((${funded} + c) % 22)`)}, 'percent', (s * 13 + c * 29) % 101))
    from generate_series(0, 4) as c))`;
const voted = "planned.state in ('decided', 'voting')";

export const playersStatements: readonly string[] = [
  `insert into person (platform, external_id, name, first_seen_at)
    select 'slack', 'U' || n, case when n < 60 then 'shark-' || n else 'player-' || (n - 60) end, now()
    from generate_series(0, 359) as n`,
  // 24 in the round, two of them withdrawn; 6 on the bench, which the last round left there and others took back.
  `insert into pitch (id, season_id, round_id, letter, content, source_sha256, state, parents, created_at)
    overriding system value
    select ${pitch("p")}, planned.season, case when p < 24 then planned.round_id end, chr(65 + p % 24),
      jsonb_build_object('title', 'Idea ' || p || ' of round ' || planned.number,
        'approach', (array['pipeline-stages', 'tile-size', 'tma-store', 'warp-specialization', 'wild-card'])[p % 5 + 1],
        'authors', jsonb_build_array('player-' || ((planned.round_id * 11 + p) % 300)),
        'prediction', jsonb_build_object('low', 1.2, 'high', 1.5), 'reasoning', ${long}, 'problem', ${long},
        'change', ${long}, 'evidence', ${long}, 'complexity', 'low', 'risk', 'medium', 'mitigation', ${long},
        'validation', ${long}),
      code.sha256, case when p < 22 then 'frozen' when p >= 24 and planned.state = 'voting' then 'open' else 'withdrawn' end,
      '[]', planned.at
    from planned cross join generate_series(0, 29) as p join code on code.pitch_id = ${pitch("p")}`,
  `update pitch set endorses = id - 22 where state = 'withdrawn' and round_id is not null`,
  `insert into ballot (round_id, shark, content, changes, cast_at)
    select planned.round_id, ${shark}, ${ballot}, (s % 3 = 0)::int, planned.at
    from planned cross join generate_series(0, 29) as s where ${voted}`,
  `insert into ballot_change (round_id, shark, content, cast_at)
    select planned.round_id, ${shark}, ${ballot}, planned.at
    from planned cross join generate_series(0, 29) as s cross join generate_series(0, (s % 3 = 0)::int) where ${voted}`,
  `insert into question (season_id, pitch_id, number, asker, text, asked_at, answerer, answer, answered_at)
    select planned.season, ${pitch("q")}, planned.number * 10 - 9 + q, 'shark-' || q, ${long}, planned.at,
      case when q % 3 > 0 then 'player-1' end, case when q % 3 > 0 then ${long} end, case when q % 3 > 0 then planned.at end
    from planned cross join generate_series(0, 9) as q`,
  `insert into credibility_entry (season_id, round_id, shark, entry, points, statements, created_at)
    select planned.season, planned.round_id, ${shark}, 1, s - 20, 5, planned.at
    from planned cross join generate_series(0, 29) as s where planned.state = 'decided'`,
  `insert into credibility_entry (season_id, round_id, shark, entry, points, statements, created_at)
    select season_id, round_id, null, 1, avg(points), sum(statements), created_at
    from credibility_entry group by season_id, round_id, created_at`,
  `insert into lesson (season_id, round_id, approach, status, text, evidence, author, created_at)
    select planned.season, planned.round_id, case when l < 2 then 'tile-size' end, case when l < 2 then 'eliminated' end,
      'Round ' || planned.number || ' taught: ' || ${long}, case when l < 2 then 'measured' else 'argued' end,
      case when l = 2 then 'hanna' end, planned.at
    from planned cross join generate_series(0, 2) as l where planned.state = 'decided'`,
  `insert into decision (season_id, round_id, host, decision, reason, decided_at)
    select season, round_id, 'hanna', 'extend', 'Two sharks are on a train.', at from planned where number % 2 = 0`,
  `insert into external_result (pitch_id, text, link, by, attached_at)
    select ${pitch("1")}, 'The same idea on a B200: 1.1x', 'https://example.com/result', 'player-3', at
    from planned where number % 5 = 0`,
];

import { sql } from "kysely";
import type { Game } from "../../src/rounds/game.ts";
import { openVoting } from "../../src/rounds/play/move-round.ts";
import { openRound } from "../../src/rounds/play/open-round.ts";
import { submitPitch } from "../../src/rounds/play/pitches/submit-pitch.ts";
import { runQueue } from "../../src/rounds/store/queue.ts";

/**
 * A round whose vote is open, with a long history behind the counter: rows are written straight into the tables,
 * since ten thousand people are not at hand.
 */
export async function votingRound(
  game: Game,
  season: string,
  load: { readonly runs: number; readonly ballots: number },
): Promise<void> {
  const { db } = game.database;
  const round = await openRound(game, { season, title: "The Load", host: "hanna" });
  await sql`update run set state = 'judged' where round_id = ${round}`.execute(db);
  await sql`update round set state = 'pitching', now = '{"state":"pitching"}' where id = ${round}`.execute(db);
  const prediction = { low: 1.5, high: 1.5 };
  const content = { title: "Load", approach: "wild-card", authors: ["ada"], prediction };
  const { id } = await submitPitch(game, { season, content, files: { "submission.ts": "// load" } });
  await openVoting(game, season);
  await sql`
    insert into ballot (round_id, shark, content, changes, cast_at)
    select ${round}, 'crowd-' || n, jsonb_build_object('shark', 'crowd-' || n, 'fund', ${id}::int4, 'chances',
      jsonb_build_array(jsonb_build_object('pitch', ${id}::int4, 'percent', n % 101)), 'speedup', null, 'reason', null), 0, now()
    from generate_series(1, ${load.ballots}::int4) as n`.execute(db);
  await sql`
    insert into run (season_id, round_id, pitch_id, purpose, problem_version_id, baseline_sha256, candidate_sha256, runner,
      budget_ms_per_case, secret_seed, state, attempt, faults, created_at, changed_at)
    select season_id, null, null, 'measure', problem_version_id, baseline_sha256, candidate_sha256, runner,
      budget_ms_per_case, secret_seed, 'queued', 1, 0, now(), now()
    from run cross join generate_series(1, ${load.runs}::int4) where round_id = ${round} limit ${load.runs}::int4`.execute(
    db,
  );
  await game.database.transaction(async (tx) => {
    const queued = await sql<{ id: number }>`select id from run where purpose = 'measure' and state = 'queued'`.execute(
      tx,
    );
    const runner = runQueue(game.database.queue.defaultRunner);
    for (const { id: runId } of queued.rows) await game.database.queue.send(tx, runner, { runId, attempt: 1 });
  });
}

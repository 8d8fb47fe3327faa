import type { Game } from "../../game.ts";
import { announce } from "../../store/outbox.ts";
import { type UnservedRun, unservedRuns } from "../../store/unserved-runs.ts";

/** Told well within R6's 10 min, and later than any restart of a worker takes. */
const patienceMs = 8 * 60_000;

/** Owes word of what waits for a runner that nobody serves, once for each attempt; false where there is none. */
export async function unservedDue(game: Game, seasonId: number): Promise<boolean> {
  const { database, clock, runners } = game;
  const now = clock.now();
  const waiting = await unservedRuns(database.db, seasonId, new Date(now.getTime() - patienceMs));
  // Its hours begin again by themselves, and its status says when.
  const unserved = waiting.filter(({ runner }) => runners?.isResting(runner, now) !== true);
  let isNew = false;
  for (const run of unserved) isNew = (await tell(game, seasonId, run)) || isNew;
  return isNew;
}

async function tell({ database, clock, runners }: Game, seasonId: number, run: UnservedRun): Promise<boolean> {
  const { runId, attempt, roundId, runner, since, others } = run;
  const now = clock.now();
  const key = `run:${runId}:${attempt}:unserved`;
  const minutes = Math.floor((now.getTime() - since.getTime()) / 60_000);
  const body = { runId, runner, minutes, others, why: runners?.restOf(runner, now) ?? null };
  return database.transaction((tx) =>
    announce(tx, { key, seasonId, roundId, kind: "unserved", body, notify: true }, now),
  );
}

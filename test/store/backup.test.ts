import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readBackup, writeBackup } from "../../src/bot/cli/tank/backup.ts";
import { closeVoting, openVoting } from "../../src/rounds/play/move-round.ts";
import { openRound } from "../../src/rounds/play/open-round.ts";
import { recoverRuns } from "../../src/rounds/play/runs/recover-runs.ts";
import { withdrawBallot } from "../../src/rounds/play/votes/withdraw-ballot.ts";
import { backup, restore, tables } from "../../src/rounds/store/backup.ts";
import type { Database } from "../../src/rounds/store/database.ts";
import { brokenInvariants } from "../../src/rounds/store/invariants.ts";
import { workRuns } from "../../src/rounds/store/worker-queries.ts";
import { newSeason, openWorld, pitch, queuedRuns, reportOf, runAll, vote, type World } from "../play/world.ts";

let world: World;
let season: string;

/** A season with one decided round behind it, and one whose verdict runs are queued. */
beforeAll(async () => {
  world = await openWorld();
  season = await newSeason(world);
  for (const title of ["first", "second"]) {
    await openRound(world.game, { season, title, host: "hanna" });
    await runAll(world, season, (run) => reportOf(run, 1));
    await pitch(world, season, { title, approach: title === "first" ? "stages" : "tiles" });
    await openVoting(world.game, season);
    await vote(world, season, "sid", "A", { A: 60 });
    await vote(world, season, "sid", "A", { A: 70 });
    await vote(world, season, "tom", "A", { A: 10 });
    await withdrawBallot(world.game, { season, shark: "tom" });
    await closeVoting(world.game, season);
    if (title === "first") {
      await runAll(world, season, (run) => reportOf(run, 1.5));
      await runAll(world, season, (run) => reportOf(run, 1.5));
    }
  }
});
afterAll(() => world[Symbol.asyncDispose]());

async function linesOf(database: Database): Promise<string[]> {
  const lines: string[] = [];
  await backup(database, async (line) => void lines.push(line));
  return lines;
}

async function* each(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}

describe("R28: a backup", () => {
  it("restores to the same rows, passes every invariant, and the round goes on", async () => {
    const lines = await linesOf(world.database);
    await using copy = await openWorld();
    expect(await restore(copy.database, each(lines))).toBe(lines.length - 2);
    expect(await linesOf(copy.database)).toEqual(lines);
    expect(await brokenInvariants(copy.database.db)).toEqual([]);
    await recoverRuns(copy.game);
    expect(await queuedRuns(copy, season)).toMatchObject([{ purpose: "verdict", letter: "A" }]);
    await runAll(copy, season, (run) => reportOf(run, 0.7));
    await openRound(copy.game, { season, title: "third", host: "hanna" });
    expect(await brokenInvariants(copy.database.db)).toEqual([]);
  });

  it("restored to PostgreSQL has a job for each unfinished run, which a worker takes", async () => {
    const folder = mkdtempSync(join(tmpdir(), "tank-restore-"));
    await writeBackup(world.database, join(folder, "backup"));
    await using copy = await openWorld("postgres");
    await readBackup(copy.database, join(folder, "backup"));
    rmSync(folder, { recursive: true });
    const [run] = await queuedRuns(copy, season);
    const taken = new Promise((resolve) => workRuns(copy.database, "local", async (job) => resolve(job)));
    expect(await taken).toEqual({ runId: run?.id, attempt: run?.attempt });
  });

  it("taken while others write is of one moment", async () => {
    const [lines] = await Promise.all([linesOf(world.database), ...Array.from({ length: 20 }, () => newSeason(world))]);
    await using copy = await openWorld();
    await restore(copy.database, each(lines));
    expect(await brokenInvariants(copy.database.db)).toEqual([]);
  });

  it("holds every table there is", async () => {
    const { rows } = await sql<{ name: string }>`
      select table_name as name from information_schema.tables
      where table_schema = 'public' and table_name not like 'kysely%'`.execute(world.database.db);
    // Who is at work at this moment is no state.
    expect(rows.map(({ name }) => name).toSorted()).toEqual([...tables, "worker"].toSorted());
  });

  it("is refused by a database that holds something", async () => {
    const lines = await linesOf(world.database);
    await expect(restore(world.database, each(lines))).rejects.toMatchObject({ code: "not-empty" });
  });

  it("that is none of ours or of a newer version is refused, and nothing is stored", async () => {
    await using copy = await openWorld();
    const header = '{"backup":"shark-tank","version":1,"schema":[]}';
    const refusals = [
      [[], "not-a-backup"],
      [["hello"], "not-a-backup"],
      [[header], "not-a-backup"],
      [[header, '{"rows":3}'], "not-a-backup"],
      [[header, '{"table":"pg_authid","row":{}}'], "not-a-backup"],
      [['{"backup":"shark-tank","version":1,"schema":["999-future"]}'], "newer-schema"],
    ] as const;
    for (const [lines, code] of refusals) {
      await expect(restore(copy.database, each(lines))).rejects.toMatchObject({ code });
      expect(await copy.database.db.selectFrom("season").selectAll().execute()).toEqual([]);
    }
  });
});

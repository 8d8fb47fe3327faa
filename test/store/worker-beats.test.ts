import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { beat, leave, runnerWorkers } from "../../src/rounds/store/worker-beats.ts";
import { keepBeating } from "../../src/runner/heart.ts";
import { plainRunner } from "../../src/runner/runner-settings.ts";
import { databaseKinds, openWorld } from "../play/world.ts";

describe.each(databaseKinds)("on %s the workers of a runner", (kind) => {
  it("are those whose hearts beat, by the database's own clock", async () => {
    await using world = await openWorld(kind);
    const { database } = world;
    const [one, two] = [randomUUID(), randomUUID()].map((id) => ({ id, runner: "h100" }));
    if (one === undefined || two === undefined) throw new Error("no names");
    expect(await runnerWorkers(database.db)).toEqual([]);
    await beat(database, one, false);
    await beat(database, two, true);
    expect(await runnerWorkers(database.db)).toMatchObject([{ runner: "h100", alive: 2, isStopped: false }]);
    await sql`update worker set beat_at = beat_at - interval '61 seconds' where id = ${one.id}`.execute(database.db);
    expect(await runnerWorkers(database.db)).toMatchObject([{ alive: 1 }]);
    await beat(database, one, false);
    expect(await runnerWorkers(database.db)).toMatchObject([{ alive: 2 }]);
    await leave(database, one, false);
    await leave(database, two, true);
    expect(await runnerWorkers(database.db)).toMatchObject([{ alive: 0, isStopped: true }]);
    await beat(database, { id: randomUUID(), runner: "h100" }, false);
    expect(await runnerWorkers(database.db)).toMatchObject([{ alive: 1, isStopped: false }]);
  });

  it("that have been silent for a day are forgotten", async () => {
    await using world = await openWorld(kind);
    const { database } = world;
    await beat(database, { id: randomUUID(), runner: "old" }, false);
    await sql`update worker set beat_at = beat_at - interval '25 hours'`.execute(database.db);
    await beat(database, { id: randomUUID(), runner: "new" }, false);
    expect((await runnerWorkers(database.db)).map(({ runner }) => runner)).toEqual(["new"]);
  });

  it("are there from a heart's first beat until it ends", async () => {
    await using world = await openWorld(kind);
    const { database, game } = world;
    const ended = Promise.withResolvers<void>();
    const errors: unknown[] = [];
    const runner = plainRunner("h100");
    const heart = keepBeating(
      {
        database,
        runner,
        now: game.clock.now,
        isStopped: () => false,
        onError: (error) => errors.push(error),
        everyMs: 5,
      },
      ended.promise,
    );
    await expect.poll(async () => (await runnerWorkers(database.db)).length).toBe(1);
    ended.resolve();
    await heart;
    expect(await runnerWorkers(database.db)).toEqual([]);
    expect(errors).toEqual([]);
  });
});

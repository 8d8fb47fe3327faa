import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { openRound } from "../../src/rounds/play/open-round.ts";
import { databaseKinds, reportOf, runAll } from "../play/world.ts";
import { minuteMs, type OperatedBot, openOperatedBot } from "./operated-bot.ts";

const green = { code: 200, status: "green", red: {} };

describe.each(databaseKinds)("R27: on %s GET /healthz", (kind) => {
  let bot: OperatedBot;
  let worker: AsyncDisposable | null = null;
  beforeAll(async () => {
    bot = await openOperatedBot(kind);
    const { world, season } = bot;
    await openRound(world.game, { season, title: "A round", host: "hanna" });
    await runAll(world, season, (run) => reportOf(run, 1));
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  afterAll(async () => {
    await worker?.[Symbol.asyncDispose]();
    await bot?.[Symbol.asyncDispose]();
  });

  const becomesGreen = () => expect.poll(() => bot.health(), { timeout: 30_000 }).toEqual(green);
  const redParts = async () => Object.keys((await bot.health()).red);

  it("is red while a runner's queue has no worker, and says since when and what to do", async () => {
    const { code, status, red } = await bot.health();
    expect({ code, status, parts: Object.keys(red) }).toEqual({ code: 503, status: "red", parts: ["runner:local"] });
    expect(red["runner:local"]).toMatchObject({
      since: bot.watch.startedAt.toISOString(),
      says: "No worker takes its runs; 0 runs wait.",
      todo: expect.stringContaining("npm run worker -- --runner local"),
    });
    worker = await bot.startWorker("local");
    await becomesGreen();
    await worker[Symbol.asyncDispose]();
    expect(await redParts()).toEqual(["runner:local"]);
    worker = await bot.startWorker("local");
    await becomesGreen();
  });

  it("is red while the outbox is older than five minutes", async () => {
    const owedAt = bot.world.clock.at;
    bot.place.post = async () => {
      throw new Error("the place is away");
    };
    await expect(bot.announcer.deliver()).rejects.toThrow("away");
    bot.passMs(5 * minuteMs);
    await becomesGreen();
    bot.passMs(1000);
    const { code, red } = await bot.health();
    expect(code).toBe(503);
    expect(Object.keys(red)).toEqual(["outbox:town"]);
    expect(red["outbox:town"]).toMatchObject({
      since: owedAt.toISOString(),
      says: "1 announcement is owed, the oldest for more than five minutes.",
      todo: expect.stringContaining("delivery-waits"),
    });
    bot.place.post = async () => "posted";
    await bot.announcer.deliver();
    expect(await bot.health()).toEqual(green);
  });

  it("is red while the loops that watch deadlines and announce stand still", async () => {
    const [begun, answered] = [Promise.withResolvers<void>(), Promise.withResolvers<string>()];
    bot.place.post = () => {
      begun.resolve();
      return answered.promise;
    };
    // The round's deadline passes; what it owes is posted to a place that never answers.
    bot.passMs(120 * minuteMs);
    await begun.promise;
    bot.passMs(2 * minuteMs);
    expect(await bot.health()).toEqual(green);
    const stalledAt = bot.world.clock.at;
    bot.passMs(minuteMs);
    const { red } = await bot.health();
    expect(Object.keys(red)).toEqual(["loop:deadlines"]);
    expect(red["loop:deadlines"]).toMatchObject({
      since: new Date(stalledAt.getTime() - 2 * minuteMs).toISOString(),
      says: "It has stopped ticking.",
      todo: expect.stringContaining("start this process again"),
    });
    bot.passMs(3 * minuteMs);
    expect(await redParts()).toEqual(["loop:deadlines", "loop:announcer-town", "outbox:town"]);
    answered.resolve("posted at last");
    await becomesGreen();
  });

  it("is red while nobody looks for dead workers", async () => {
    const { database } = bot.world;
    const ago = (column: string) => sql`${sql.ref(column)} = now() - interval '3 minutes'`;
    await sql`update pgboss.queue set ${ago("monitor_on")}, ${ago("monitor_claim_on")}`.execute(database.db);
    expect(await redParts()).toEqual(["loop:queue-supervision"]);
    await database.queue.supervise();
    expect(await bot.health()).toEqual(green);
  });

  it("is red while the judge hangs over one report", async () => {
    const { database } = bot.world;
    const [begun, judged] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    await database.queue.work("judge", () => {
      begun.resolve();
      return judged.promise;
    });
    await database.transaction((tx) => database.queue.send(tx, "judge", { runId: 1, attempt: 1 }));
    await begun.promise;
    expect(await bot.health()).toEqual(green);
    vi.useFakeTimers({ toFake: ["Date"] });
    vi.setSystemTime(Date.now() + 6 * minuteMs);
    expect(await redParts()).toContain("loop:judge");
    vi.useRealTimers();
    judged.resolve();
    await becomesGreen();
  });
});

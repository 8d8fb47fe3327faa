import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { announcementCard } from "../../src/bot/cards/announcement-card.ts";
import { announcementParts } from "../../src/bot/chat/announcing/announcement-parts.ts";
import { localPlan, runnerChoice } from "../../src/bot/runner-choice.ts";
import { runnerPlan } from "../../src/bot/runner-keys.ts";
import type { Game } from "../../src/rounds/game.ts";
import { stopRuns } from "../../src/rounds/play/host/stop-runs.ts";
import { openRound } from "../../src/rounds/play/open-round.ts";
import { startMeasurement } from "../../src/rounds/play/runs/start-measurement.ts";
import { unservedDue } from "../../src/rounds/play/runs/unserved-due.ts";
import { owedSince } from "../../src/rounds/store/outbox.ts";
import { getSeason } from "../../src/rounds/store/seasons.ts";
import { takeRun } from "../../src/rounds/store/worker-queries.ts";
import { RunnerSettings } from "../../src/runner/runner-settings.ts";
import { databaseKinds, kernel, newSeason, openWorld, queuedRuns, reportOf, runOne, type World } from "./world.ts";

const minute = 60_000;

describe.each(databaseKinds)("R6: a run that nobody serves, on the %s database", (kind) => {
  let world: World;
  let game: Game;
  let season: string;
  beforeAll(async () => {
    world = await openWorld(kind);
  });
  beforeEach(async () => {
    game = withRunner({});
    season = await newSeason(world);
  });
  afterAll(() => world[Symbol.asyncDispose]());

  /** The game where local has these settings. */
  const withRunner = (settings: object): Game => {
    const runners = { local: RunnerSettings.parse(settings) };
    return { ...world.game, runners: runnerChoice(runnerPlan({ runner: "local", runners, seasons: {} }, {})) };
  };
  const idOf = async () => (await getSeason(world.database.db, season)).id;
  const due = async () => unservedDue(game, await idOf());
  const later = (minutes: number) => {
    world.clock.at = new Date(world.clock.at.getTime() + minutes * minute);
  };
  const open = () => openRound(game, { season, title: "A round", host: "hanna" });
  async function told() {
    const rounds = world.database.db.selectFrom("round").select("id");
    const roundId = (await rounds.orderBy("id", "desc").executeTakeFirst())?.id ?? null;
    const of = { seasonId: await idOf(), kind: "unserved" } as const;
    const { db } = world.database;
    const rows = [
      ...(await owedSince(db, { ...of, roundId }, null)),
      ...(await owedSince(db, { ...of, roundId: null }, null)),
    ];
    return [...new Map(rows.map((row) => [row.id, row])).values()];
  }

  it("is told to the round's host within 10 min, once, with what to start", async () => {
    await open();
    later(7);
    expect(await due()).toBe(false);
    later(2);
    expect(await due()).toBe(true);
    later(30);
    expect(await due()).toBe(false);
    const [row, ...more] = await told();
    expect(more).toEqual([]);
    if (row === undefined) throw new Error("nothing was told");
    const { db } = world.database;
    const card = await announcementCard(db, row, world.clock.at);
    expect(card.title).toBe("Nobody has taken the baseline's check for 9 min");
    expect(card.lead).toMatch(/^No worker has taken anything for local in this time\. What waits is measured as soon/);
    expect(card.sections).toEqual([
      expect.objectContaining({ text: "npm run tank -- doctor\nnpm run worker -- --runner local" }),
    ]);
    const parts = await announcementParts(db, row, { now: world.clock.at, round: async () => card });
    expect(parts.map(({ where }) => where)).toEqual(["thread", { player: "hanna" }]);
  });

  it("is told to who asked for a measurement, alone", async () => {
    await startMeasurement(game, { season, by: "ada", files: kernel("a try"), what: "a try" });
    later(9);
    expect(await due()).toBe(true);
    const [row] = await told();
    if (row === undefined) throw new Error("nothing was told");
    const { db } = world.database;
    const parts = await announcementParts(db, row, {
      now: world.clock.at,
      round: async () => {
        throw new Error("there is no round");
      },
    });
    expect(parts.map(({ where }) => where)).toEqual([{ player: "ada" }]);
  });

  it("is not one that waits its turn behind what runs, or has just run", async () => {
    await open();
    await startMeasurement(game, { season, by: "ada", files: kernel("a try"), what: "a try" });
    const [first] = await queuedRuns(world, season);
    if (first === undefined) throw new Error("nothing is queued");
    later(5);
    await takeRun(world.database, { runId: first.id, attempt: 1 }, world.clock.at);
    later(60);
    expect(await due()).toBe(false);
    await runOne(world, first, reportOf(first, 1));
    expect(await due()).toBe(true);
  });

  it("is not one whose runner rests by its hours, or whose season a host has stopped", async () => {
    game = withRunner({ hours: "20:00-08:00" });
    await open();
    world.clock.at = new Date("2026-03-03T19:59:00Z");
    expect(await due()).toBe(false);
    later(1);
    expect(await due()).toBe(true);
    await stopRuns(game, { season, host: "hanna", reason: "a release" });
    await startMeasurement(game, { season, by: "ada", files: kernel("a try"), what: "a try" });
    later(20);
    expect(await due()).toBe(false);
  });

  it("names the runner that no configuration has any more", async () => {
    await open();
    const runners = { ...runnerChoice(localPlan), restOf: () => "config/tank.yml has no runner local" };
    game = { ...game, runners };
    later(10);
    expect(await due()).toBe(true);
    const [row] = await told();
    const card = row && (await announcementCard(world.database.db, row, world.clock.at));
    expect(card?.lead).toMatch(/^The runner local takes nothing: config\/tank\.yml has no runner local\./);
  });
});

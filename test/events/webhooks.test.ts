import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { EventType } from "../../src/bot/events/event.ts";
import { eventId } from "../../src/bot/events/event-of.ts";
import { webhookAnnouncer, webhookWaitMs } from "../../src/bot/events/webhook-announcer.ts";
import { WebhookFailure } from "../../src/bot/events/webhook-channel.ts";
import { webhooksOf } from "../../src/bot/events/webhooks.ts";
import { safeLog } from "../../src/bot/log.ts";
import { cancelRound } from "../../src/rounds/play/cancel-round.ts";
import { openRound } from "../../src/rounds/play/open-round.ts";
import { markDelivered, placesShown } from "../../src/rounds/store/outbox.ts";
import { getSeason } from "../../src/rounds/store/seasons.ts";
import { databaseKinds, newSeason, openWorld, pitch, reportOf, runAll, type World } from "../play/world.ts";
import { endRound, owed, playRound } from "./played.ts";
import { Receiver, secret } from "./receiver.ts";
import { until } from "./until.ts";

let world: World;
let receiver: Receiver;
let season: string;
let logged: string[];
const stops: AbortController[] = [];

async function hook(
  over: { readonly events?: readonly EventType[]; readonly name?: string; readonly url?: string } = {},
) {
  const { name = "ci", url = receiver.url, events } = over;
  const keys = [{ name, url, ...(events && { events: [...events] }) }];
  const [webhook] = webhooksOf(keys, { [`WEBHOOK_${name.toUpperCase()}_SECRET`]: secret });
  if (webhook === undefined) throw new Error("no webhook");
  const stop = new AbortController();
  stops.push(stop);
  const log = safeLog({ write: (line: string) => void logged.push(line) }, null);
  const seasonId = (await getSeason(world.database.db, season)).id;
  const options = { game: world.game, seasonId, log, signal: stop.signal, limitMs: 300, waitMs: () => 10 };
  return Object.assign(webhookAnnouncer(webhook, options), { stop: () => stop.abort() });
}

const taken = () => receiver.taken.map(({ id }) => id);
const tried = () => receiver.tried.map(({ id }) => id);
/** The ids of all that is told, in order. */
const ids = async () => (await owed(world, season)).filter(({ kind }) => kind !== "measured").map(eventId);

describe.each(databaseKinds)("a webhook, on the %s database", (kind) => {
  beforeAll(async () => {
    // The clock that signatures are checked by is the machine's.
    world = await openWorld(kind);
  });
  afterAll(() => world[Symbol.asyncDispose]());
  beforeEach(async () => {
    world.clock.at = new Date();
    receiver = await Receiver.open();
    season = await newSeason(world);
    logged = [];
  });
  afterEach(async () => {
    for (const stop of stops.splice(0)) stop.abort();
    await receiver[Symbol.asyncDispose]();
    expect(receiver.faults).toEqual([]);
  });

  it("is told everything once, in order, signed, whatever becomes of single tries", async () => {
    const { deliver } = await hook();
    await deliver();
    await playRound(world, season);
    const flood = (response: import("node:http").ServerResponse) => {
      response.writeHead(500);
      const more = () => {
        while (!response.destroyed && response.write("x".repeat(65_536)));
      };
      response.on("drain", more);
      more();
    };
    receiver.meets(500, "reset", "take", "hang", 302, "take", 410, 404, flood, 429);
    await deliver();
    await endRound(world, season);
    await deliver();
    const all = await ids();
    await until(() => receiver.taken.length === all.length);
    expect(taken()).toEqual(all);
    const first = all[0] ?? "";
    expect(tried().slice(0, 4)).toEqual([first, first, first, all[1]]);
    expect(tried()).toHaveLength(all.length + 8);
    expect(receiver.taken.map(({ event }) => event.type)).toContain("verdict");
    await deliver();
    expect(tried()).toHaveLength(all.length + 8);
    const failures = logged.filter((line) => line.includes("delivery-waits"));
    expect(failures).toHaveLength(8);
    expect(failures.join()).toMatch(/webhook ci: 302, and redirects are not followed/);
    expect(logged.join()).not.toContain(receiver.url);
  });

  it("is told the kinds that it asked for", async () => {
    const { deliver } = await hook({ events: ["tally", "verdict"] });
    await deliver();
    await playRound(world, season);
    await endRound(world, season);
    await deliver();
    expect(receiver.tried.map(({ event }) => event.type)).toEqual(["tally", "verdict"]);
  });

  it("that comes later is told the open round and nothing older, also when the bot dies before it took anything", async () => {
    await openRound(world.game, { season, title: "Old", host: "hanna", kind: "repair" });
    await cancelRound(world.game, { season, host: "hanna", reason: "over" });
    const before = (await ids()).length;
    receiver.meets(500);
    const dies = await hook();
    await dies.deliver();
    dies.stop();
    await openRound(world.game, { season, title: "New", host: "hanna", kind: "repair" });
    await cancelRound(world.game, { season, host: "hanna", reason: "over too" });
    await (await hook()).deliver();
    await until(async () => receiver.taken.length === (await ids()).length - before);
    expect(taken()).toEqual((await ids()).slice(before));
    expect(receiver.taken.map(({ event }) => event.type)).toEqual(["round-opened", "cancelled"]);
  });

  it("that joins while a round is open is told it from its beginning", async () => {
    await pitch(world, season, { title: "before" });
    await openRound(world.game, { season, title: "Open", host: "hanna" });
    await runAll(world, season, (run) => reportOf(run, 1));
    await pitch(world, season, { title: "in it", author: "bob" });
    await (await hook()).deliver();
    expect(receiver.taken.map(({ event }) => event.type)).toEqual(["round-opened", "pitched"]);
  });

  it("that is gone holds up no other, and is no place in which people see the season", async () => {
    const [gone, there] = [await hook({ name: "gone", url: "http://127.0.0.1:1/" }), await hook()];
    await there.deliver();
    await pitch(world, season, { title: "news" });
    await Promise.all([gone.deliver(), there.deliver()]);
    expect(taken()).toEqual(await ids());
    const { id } = await getSeason(world.database.db, season);
    expect(await placesShown(world.database.db, id)).toEqual([]);
    const [row] = await owed(world, season);
    await world.database.transaction((tx) => markDelivered(tx, row?.id ?? 0, "slack:C1", "1", world.clock.at));
    expect(await placesShown(world.database.db, id)).toEqual(["slack:C1"]);
  });
});

describe("after a failure", () => {
  const wait = (status: number | null, after: number | null = null, failures = 1) =>
    webhookWaitMs(new WebhookFailure("ci", status, after), failures);

  it("a refusal is asked about seldom, what may pass soon, and what asks for time is given it", () => {
    expect([wait(410), wait(404), wait(302), wait(401)]).toEqual([3_600_000, 900_000, 900_000, 900_000]);
    for (const soon of [wait(500), wait(null), wait(408), wait(429)]) expect(soon).toBeLessThanOrEqual(1000);
    expect(wait(500, null, 50)).toBeLessThanOrEqual(60_000);
    expect(wait(503, 120_000)).toBe(120_000);
    expect(wait(429, 1e12)).toBe(3_600_000);
  });
});

import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { connect } from "node:net";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type EventStream, type EventStreamOptions, eventStream } from "../../src/bot/events/event-stream.ts";
import { safeLog } from "../../src/bot/log.ts";
import { submitPitch } from "../../src/rounds/play/pitches/submit-pitch.ts";
import { announce } from "../../src/rounds/store/outbox.ts";
import { getSeason } from "../../src/rounds/store/seasons.ts";
import { databaseKinds, newSeason, openWorld, pitch, type World } from "../play/world.ts";
import { endRound, owed, playRound } from "./played.ts";
import { StreamReader } from "./read-stream.ts";
import { until } from "./until.ts";

let world: World;
let season: string;
let server: Server;
let stream: EventStream;
let stop: AbortController;
let logged: string[];
/** How many are connected. */
let open: ReadonlySet<object> = new Set();

async function serve(over: Partial<EventStreamOptions> = {}): Promise<string> {
  const seasonId = (await getSeason(world.database.db, season)).id;
  const log = safeLog({ write: (line: string) => void logged.push(line) }, null);
  stream = eventStream({ database: world.database, seasonId, log, ...over });
  const here = new Set<object>();
  open = here;
  server = createServer((request, response) => {
    here.add(response);
    response.once("close", () => here.delete(response));
    void stream.serve(request, response, stop.signal);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}/api/events`;
}

const told = async () => (await owed(world, season)).filter(({ kind }) => kind !== "measured").map(({ id }) => `${id}`);

async function news(title: string): Promise<void> {
  await pitch(world, season, { title, author: `by ${title}` });
  stream.notify();
}

describe.each(databaseKinds)("a stream of events, on the %s database", (kind) => {
  beforeAll(async () => {
    world = await openWorld(kind);
  });
  afterAll(() => world[Symbol.asyncDispose]());
  beforeEach(async () => {
    season = await newSeason(world);
    stop = new AbortController();
    logged = [];
  });
  afterEach(async () => {
    stop.abort();
    server.closeAllConnections();
    server.close();
    await once(server, "close");
    expect(logged).toEqual([]);
  });

  it("tells everybody what comes from now on, each once and in order", async () => {
    const url = await serve();
    await news("before");
    const readers = [await StreamReader.open(url), await StreamReader.open(url)];
    // A reader is there once it has been told something.
    await until(async () => {
      await news(`probe ${Math.random()}`);
      return readers.every(({ events }) => events.length > 0);
    });
    await playRound(world, season);
    await endRound(world, season);
    stream.notify();
    const all = await told();
    await until(() => readers.every(({ ids }) => ids.at(-1) === all.at(-1)));
    for (const { ids, events } of readers) {
      expect(ids).toEqual(all.slice(-ids.length));
      expect(ids).not.toContain(all[0]);
      for (const { type, event } of events) expect(event.type).toBe(type);
    }
  });

  it("goes on after the event that a reader names, by header or address, while more comes", async () => {
    const url = await serve();
    await playRound(world, season);
    const before = await told();
    const resumed = await StreamReader.open(url, before[2]);
    const fromStart = await StreamReader.open(`${url}?after=0`);
    await endRound(world, season);
    stream.notify();
    const all = await told();
    await until(() => resumed.ids.at(-1) === all.at(-1) && fromStart.ids.at(-1) === all.at(-1));
    expect(resumed.ids).toEqual(all.slice(3));
    expect(fromStart.ids).toEqual(all);
    await resumed.close();
    await news("while it was away");
    const again = await StreamReader.open(`${url}?after=0`, resumed.ids.at(-1));
    await until(() => again.events.length > 0);
    expect(again.ids).toEqual((await told()).slice(all.length));
    await expect(StreamReader.open(url, "the last one")).rejects.toThrow(/^400: Last-Event-ID/);
  });

  it("tells too what was owed earlier and came later", async () => {
    const url = await serve();
    await news("first");
    const reader = await StreamReader.open(`${url}?after=0`);
    await until(() => reader.events.length === 1);
    const [row] = await owed(world, season);
    if (row === undefined) throw new Error("nothing is owed");
    // An id that a transaction has drawn and keeps to itself while others come and go.
    const drawn = { ...row, key: `drawn in ${season}`, seasonId: row.season_id, roundId: row.round_id };
    const given = world.database.transaction(async (tx) => {
      await announce(tx, drawn, world.clock.at);
      throw new Error("given up");
    });
    await expect(given).rejects.toThrow("given up");
    await news("second");
    await until(() => reader.events.length === 2);
    const late = row.id + 1;
    await sql`insert into outbox (id, key, season_id, round_id, kind, body, notify, created_at) overriding system value
      select ${late}, 'late', season_id, round_id, kind, body, notify, created_at from outbox where id = ${row.id}`.execute(
      world.database.db,
    );
    stream.notify();
    await until(() => reader.events.length === 3);
    expect(reader.ids).toEqual([`${row.id}`, expect.any(String), `${late}`]);
    expect(Number(reader.ids[1])).toBeGreaterThan(late);
    await world.database.db.deleteFrom("outbox").where("key", "=", "late").execute();
  });

  it("shows that it lives, ends when told to, and takes so many readers", async () => {
    const url = await serve({ heartbeatMs: 10, mostReaders: 1 });
    const reader = await StreamReader.open(url);
    await until(() => reader.comments > 2);
    await expect(StreamReader.open(url)).rejects.toThrow(/^503: Too many/);
    stop.abort();
    await reader.done;
    stop = new AbortController();
    await until(async () => {
      const next = await StreamReader.open(url).catch(() => null);
      await next?.close();
      return next !== null;
    });
  });

  it("cuts off who does not read, and keeps telling the others", async () => {
    const url = await serve({ mostBufferedBytes: 1_000_000 });
    const text = "a long story of registers and stages. ".repeat(200);
    const content = { title: "long", approach: "stages", authors: ["ada"], prediction: { low: 2, high: 2 } };
    const told = { reasoning: text, problem: text, change: text, evidence: text, validation: text };
    await submitPitch(world.game, { season, content: { ...content, ...told }, files: null });
    const [row] = await owed(world, season);
    if (row === undefined) throw new Error("nothing is owed");
    const slow = connect(Number(new URL(url).port), "127.0.0.1");
    slow.on("error", () => undefined).pause();
    slow.write("GET /api/events?after=0 HTTP/1.1\r\nhost: x\r\n\r\n");
    await until(() => open.size === 1);
    const reader = await StreamReader.open(`${url}?after=0`);
    let batch = 0;
    // What the network itself holds for somebody is megabytes.
    for (; open.size === 2 && batch < 60; batch++) {
      await world.database.transaction(async (tx) => {
        for (let index = 0; index < 20; index++) {
          const key = `again ${season} ${batch} ${index}`;
          await announce(tx, { ...row, key, seasonId: row.season_id, roundId: null }, world.clock.at);
        }
      });
      stream.notify();
      const last = (await owed(world, season)).at(-1)?.id;
      await until(() => reader.ids.at(-1) === `${last}`);
    }
    expect({ open: open.size, isOpen: reader.isOpen }).toEqual({ open: 1, isOpen: true });
    expect(reader.ids).toHaveLength(1 + 20 * batch);
    slow.destroy();
  });
});

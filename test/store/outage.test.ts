import { EventEmitter, once } from "node:events";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { Database } from "../../src/rounds/store/database.ts";
import { openPostgres } from "../../src/rounds/store/postgres.ts";
import { putSource } from "../../src/rounds/store/sources.ts";
import { startCuttingProxy } from "../postgres/cutting-proxy.ts";
import { createDatabase, createTemplate } from "../postgres/databases.ts";
import { type PostgresServer, startPostgres } from "../postgres/start-postgres.ts";

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
  await createTemplate(server.url);
});
afterAll(() => server[Symbol.asyncDispose]());

const onError = (error: Error): never => {
  throw error;
};
const at = new Date("2026-03-02T09:00:00Z");
const store = (database: Database, text: string) =>
  database.transaction((tx) => putSource(tx, { "kernel.ts": text }, at));
const stored = async (database: Database) =>
  (await database.db.selectFrom("source").select("files").execute()).map(({ files }) => files["kernel.ts"]).toSorted();

/** A store that tells of each change between lost and back. */
async function open(url: string, patienceMs?: number) {
  const events = new EventEmitter();
  const states: string[] = [];
  const database = await openPostgres(url, {
    onError,
    onState(state) {
      states.push(state);
      events.emit(state);
    },
    patienceMs,
  });
  return { database, states, become: (state: "lost" | "back") => once(events, state) };
}

describe("a database that goes away and comes back", () => {
  it.each(["stop", "kill"] as const)("(%s) is said once each, and what was begun meanwhile is done", async (how) => {
    await using own = await createDatabase(server.url);
    const { database, states, become } = await open(own.url);
    await using _database = database;
    await store(database, "before");
    const [lost, back] = [become("lost"), become("back")];
    await server.order(how);
    const meanwhile = [store(database, "during"), stored(database)];
    await lost;
    await server.order("start");
    await Promise.all([...meanwhile, back]);
    expect(await stored(database)).toEqual(["before", "during"]);
    expect(states).toEqual(["lost", "back"]);
    const job = { runId: 7, attempt: 1 };
    const taken = new Promise((resolve) => database.queue.work("judge", async (each) => resolve(each)));
    await database.transaction((tx) => database.queue.send(tx, "judge", job));
    expect(await taken).toEqual(job);
  });

  it("in the middle of a transaction: it is done from its beginning, once", async () => {
    await using own = await createDatabase(server.url);
    const { database } = await open(own.url);
    await using _database = database;
    let tries = 0;
    await database.transaction(async (tx) => {
      tries++;
      await putSource(tx, { "kernel.ts": `try ${tries}` }, at);
      if (tries > 1) return;
      await server.order("kill");
      await server.order("start");
    });
    expect(await stored(database)).toEqual(["try 2"]);
  });

  it("for longer than anybody waits: a clear refusal, and nothing changed", async () => {
    await using own = await createDatabase(server.url);
    const { database, become } = await open(own.url, 0);
    await using _database = database;
    const back = become("back");
    await server.order("stop");
    await expect(store(database, "lost")).rejects.toMatchObject({ name: "UserError", code: "database-away" });
    await server.order("start");
    await back;
    expect(await stored(database)).toEqual([]);
  });
});

describe("R10: a commit whose answer was lost", () => {
  it("is asked for, and not done again", async () => {
    await using own = await createDatabase(inject("postgresUrl"));
    await using proxy = await startCuttingProxy(own.url);
    const { database } = await open(proxy.url);
    await using _database = database;
    let tries = 0;
    proxy.cutNextCommit();
    const result = await database.transaction(async (tx) => {
      tries++;
      await putSource(tx, { "kernel.ts": `try ${tries}` }, at);
      return tries;
    });
    expect({ result, tries, stored: await stored(database) }).toEqual({ result: 1, tries: 1, stored: ["try 1"] });
  });
});

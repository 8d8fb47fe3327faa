import { sql } from "kysely";
import { describe, expect, inject, it, vi } from "vitest";
import { openPostgres } from "../../src/rounds/store/postgres.ts";
import { openCuttableLine } from "../postgres/cuttable-line.ts";
import { createDatabase } from "../postgres/databases.ts";

const onError = (error: Error): never => {
  throw error;
};

/** A store over a line that can be cut, which waits so long for an answer. */
async function openStore(answerMs: number) {
  await using opened = new AsyncDisposableStack();
  const own = opened.use(await createDatabase(inject("postgresUrl")));
  const line = opened.use(await openCuttableLine(own.url));
  const states: string[] = [];
  const onState = (state: string) => states.push(state);
  const database = opened.use(await openPostgres(line.over(own.url), { onError, onState, answerMs }));
  const stack = opened.move();
  return { database, line, states, [Symbol.asyncDispose]: () => stack[Symbol.asyncDispose]() };
}

describe("a database whose line falls silent", () => {
  it("is lost once it leaves a statement unanswered, and what was begun is done when another line is there", async () => {
    await using store = await openStore(500);
    const { database, line, states } = store;
    const tellTime = () => database.transaction((tx) => sql`select now()`.execute(tx));
    await tellTime();
    line.cut("silence");
    const begun = [tellTime(), database.db.selectFrom("season").selectAll().execute()];
    await vi.waitFor(() => expect(states).toEqual(["lost"]), { timeout: 20_000 });
    line.heal("forgotten");
    await Promise.all(begun);
    await vi.waitFor(() => expect(states).toEqual(["lost", "back"]), { timeout: 20_000 });
  });

  it("is not lost while a statement waits for a lock that another session holds", async () => {
    await using store = await openStore(2500);
    const { database, states } = store;
    const order: string[] = [];
    const held = Promise.withResolvers<void>();
    const first = database.alone("one", async () => {
      held.resolve();
      const since = performance.now();
      await vi.waitFor(() => expect(performance.now() - since).toBeGreaterThan(4000), { timeout: 20_000 });
      order.push("first");
    });
    await held.promise;
    await database.alone("one", async () => void order.push("second"));
    await first;
    expect({ order, states }).toEqual({ order: ["first", "second"], states: [] });
  });

  it("has its session's locks taken away by the server within 40 s", async () => {
    await using store = await openStore(2500);
    const asked = await sql<Record<string, string>>`
      select current_setting('tcp_keepalives_idle')::int + current_setting('tcp_keepalives_interval')::int
        * current_setting('tcp_keepalives_count')::int as idle, current_setting('tcp_user_timeout') as busy`.execute(
      store.database.db,
    );
    expect(asked.rows).toEqual([{ idle: 40, busy: "40000" }]);
  });
});

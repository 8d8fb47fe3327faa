import { PGlite } from "@electric-sql/pglite";
import { PGliteDialect, PostgresDialect, sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it, vi } from "vitest";
import { openSharing } from "../../src/rounds/store/shared-reads.ts";
import { createDatabase } from "../postgres/databases.ts";

interface Tables {
  note: { id: number; says: string };
}

const pglite = new PGlite();
const db = openSharing<Tables>(new PGliteDialect({ pglite }));
const run = vi.spyOn(pglite, "query");
const reads = () => run.mock.calls.filter(([text]) => text.startsWith("select")).length;
const notes = () => db.selectFrom("note").selectAll().orderBy("id").execute();

beforeAll(() => sql`create table note (id int4 primary key, says text not null)`.execute(db));
beforeEach(async () => {
  await sql`truncate note`.execute(db);
  run.mockClear();
});
afterAll(() => pglite.close());

describe("the same SELECT, asked by many at once", () => {
  it("is run once for all who wait", async () => {
    await db.insertInto("note").values({ id: 1, says: "a" }).execute();
    const answers = await Promise.all(Array.from({ length: 50 }, notes));
    expect(answers).toHaveLength(50);
    for (const rows of answers) expect(rows).toEqual([{ id: 1, says: "a" }]);
    expect(reads()).toBe(1);
  });

  it("is another one where it asks for something else", async () => {
    const one = (id: number) => db.selectFrom("note").selectAll().where("id", "=", id).execute();
    await db.insertInto("note").values({ id: 1, says: "a" }).execute();
    expect(await Promise.all([one(1), one(2), one(1)])).toEqual([[{ id: 1, says: "a" }], [], [{ id: 1, says: "a" }]]);
    expect(reads()).toBe(2);
  });

  it("shows everybody what was written before they asked", async () => {
    const writeAndRead = async (id: number) => {
      await db.insertInto("note").values({ id, says: "mine" }).execute();
      const ids = (await notes()).map((note) => note.id);
      return ids.includes(id);
    };
    const seen = await Promise.all(Array.from({ length: 100 }, (_, id) => writeAndRead(id)));
    expect(seen).not.toContain(false);
  });

  it("fails for all who wait, and for none who ask later", async () => {
    const broken = () => db.selectFrom("note").select(sql<number>`1 / id`.as("n")).execute();
    await db.insertInto("note").values({ id: 0, says: "zero" }).execute();
    const ends = await Promise.allSettled([broken(), broken(), broken()]);
    for (const end of ends) expect(end).toMatchObject({ status: "rejected", reason: { code: "22012" } });
    await db.updateTable("note").set({ id: 1 }).execute();
    expect(await broken()).toEqual([{ n: 1 }]);
  });

  it("is never shared in a transaction, whose writes are its own", async () => {
    const read = await db.transaction().execute(async (tx) => {
      const inside = () => tx.selectFrom("note").selectAll().execute();
      const outside = notes();
      await tx.insertInto("note").values({ id: 7, says: "not committed" }).execute();
      const rows = await Promise.all([inside(), inside()]);
      await tx.deleteFrom("note").execute();
      return { rows, outside };
    });
    expect(read.rows).toEqual([[{ id: 7, says: "not committed" }], [{ id: 7, says: "not committed" }]]);
    expect(await read.outside).toEqual([]);
  });
});

it("a SELECT that has begun is joined by nobody, since its answer may be older than they are", async () => {
  await using own = await createDatabase(inject("postgresUrl"), { empty: true });
  const shared = openSharing<Tables>(new PostgresDialect({ pool: new pg.Pool({ connectionString: own.url }) }));
  await sql`create table note (id int4 primary key, says text not null)`.execute(shared);
  await shared.insertInto("note").values({ id: 0, says: "a" }).execute();
  // Sees what there is when it begins, and then waits for a lock.
  const slowly = () =>
    shared
      .selectFrom("note")
      .select(["id", sql`pg_advisory_xact_lock_shared(1)`.as("lock")])
      .execute();
  const isWaiting = async () => {
    const waiting = await sql`select 1 from pg_locks where locktype = 'advisory' and not granted`.execute(shared);
    return waiting.rows.length > 0;
  };
  const { early, late } = await shared.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(1)`.execute(tx);
    const before = slowly();
    await vi.waitUntil(isWaiting);
    await shared.insertInto("note").values({ id: 1, says: "b" }).execute();
    return { early: { rows: before }, late: { rows: slowly() } };
  });
  expect(await early.rows).toHaveLength(1);
  expect(await late.rows).toHaveLength(2);
  await shared.destroy();
});

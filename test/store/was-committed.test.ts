import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Tx } from "../../src/rounds/store/database.ts";
import { wasCommitted } from "../../src/rounds/store/transact.ts";
import { openWorld, type World } from "../play/world.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld("postgres");
});
afterAll(() => world[Symbol.asyncDispose]());

const idOf = async (tx: Tx) => {
  const { rows } = await sql<{ id: string }>`select pg_current_xact_id()::text as id`.execute(tx);
  return rows[0]?.id ?? "";
};

describe("a commit that nobody answered", () => {
  it("is known by its number: done, rolled back, or forgotten by a server that was killed", async () => {
    const { db } = world.database;
    const done = await db.transaction().execute(idOf);
    expect(await wasCommitted(db, done)).toBe(true);
    let undone = "";
    const rolledBack = db.transaction().execute(async (tx) => {
      undone = await idOf(tx);
      throw new Error("never mind");
    });
    await expect(rolledBack).rejects.toThrow("never mind");
    expect(await wasCommitted(db, undone)).toBe(false);
    // After a crash numbers begin again below those that were handed out and never reached the disk.
    expect(await wasCommitted(db, String(BigInt(done) + 1000n))).toBe(false);
  });
});

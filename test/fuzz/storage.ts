import assert from "node:assert/strict";
import { PGlite } from "@electric-sql/pglite";

/** A real database that takes what was accepted and gives it back. */
export interface Storage extends AsyncDisposable {
  /** Fails where the value can't be stored, or comes back as another. */
  readonly keeps: (value: unknown) => Promise<void>;
  readonly keepsJson: (text: string) => Promise<void>;
  readonly keepsText: (text: string) => Promise<void>;
}

/** Targets follow each other, and to open one takes longer than to use it. */
let shared: Promise<PGlite> | undefined;

async function openDatabase(): Promise<PGlite> {
  const db = await PGlite.create();
  await db.exec("create table kept (body jsonb, said text)");
  return db;
}

export async function openStorage(): Promise<Storage> {
  shared ??= openDatabase();
  const db = await shared;
  let kept = 0;
  const makeRoom = async () => {
    kept += 1;
    if (kept % 500 === 0) await db.exec("truncate kept");
  };
  const keepsJson = async (text: string) => {
    const sql = "insert into kept (body) values ($1::text::jsonb) returning body::text as body";
    const { rows } = await db.query<{ body: string }>(sql, [text]);
    await makeRoom();
    assert.deepEqual(JSON.parse(rows[0]?.body ?? ""), JSON.parse(text));
  };
  return {
    keepsJson,
    keeps: (value) => keepsJson(JSON.stringify(value)),
    async keepsText(text) {
      const { rows } = await db.query<{ said: string }>("insert into kept (said) values ($1) returning said", [text]);
      await makeRoom();
      assert.equal(rows[0]?.said, text);
    },
    async [Symbol.asyncDispose]() {
      await db.exec("truncate kept");
    },
  };
}

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { backup, restore } from "../../src/rounds/store/backup.ts";
import { type DraftKey, dropDraft, findDraft, lockDraft, putDraft } from "../../src/rounds/store/drafts.ts";
import { getSeason } from "../../src/rounds/store/seasons.ts";
import { newSeason, openWorld, type World } from "../play/world.ts";

const Body = z.strictObject({ title: z.string(), taps: z.number() });
const first = new Date("2026-11-01T10:00:00Z");

let world: World;
let key: DraftKey;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

async function fresh(): Promise<DraftKey> {
  const { id } = await getSeason(world.database.db, await newSeason(world));
  key = { seasonId: id, player: "ada", form: "pitch" };
  return key;
}

const put = (own: DraftKey, title: string, at = first) =>
  world.database.transaction((tx) => putDraft(tx, own, { title, taps: 0 }, at));
const find = (own: DraftKey) => findDraft(world.database.db, own, Body);

describe("a draft", () => {
  it("is one for each season, player and form; the last one is kept", async () => {
    await fresh();
    expect(await find(key)).toBeNull();
    await put(key, "first");
    await put(key, "second", new Date("2026-11-01T11:00:00Z"));
    await put({ ...key, player: "bob" }, "bob's");
    await put({ ...key, form: "ballot" }, "a ballot");
    expect(await find(key)).toEqual({ title: "second", taps: 0 });
    expect(await find({ ...key, player: "bob" })).toEqual({ title: "bob's", taps: 0 });
    const rows = await world.database.db
      .selectFrom("draft")
      .selectAll()
      .where("season_id", "=", key.seasonId)
      .execute();
    expect(rows).toHaveLength(3);
    expect(rows.find(({ player, form }) => player === "ada" && form === "pitch")?.updated_at).toEqual(
      new Date("2026-11-01T11:00:00Z"),
    );
    await world.database.transaction((tx) => dropDraft(tx, key));
    expect(await find(key)).toBeNull();
    expect(await find({ ...key, form: "ballot" })).toEqual({ title: "a ballot", taps: 0 });
  });

  it("is nothing where an older version wrote what nobody reads any more", async () => {
    await fresh();
    await world.database.transaction((tx) => putDraft(tx, key, { other: true }, first));
    expect(await find(key)).toBeNull();
  });

  it("loses no change of two that come at once", async () => {
    await fresh();
    const tap = () =>
      world.database.transaction(async (tx) => {
        await lockDraft(tx, key);
        const before = (await findDraft(tx, key, Body)) ?? { title: "", taps: 0 };
        await putDraft(tx, key, { ...before, taps: before.taps + 1 }, first);
      });
    await Promise.all(Array.from({ length: 8 }, tap));
    expect(await find(key)).toEqual({ title: "", taps: 8 });
  });

  it("stands in a backup", async () => {
    await fresh();
    await put(key, "kept");
    const lines: string[] = [];
    await backup(world.database, async (line) => void lines.push(line));
    await using copy = await openWorld();
    await restore(
      copy.database,
      (async function* () {
        yield* lines;
      })(),
    );
    expect(await findDraft(copy.database.db, key, Body)).toEqual({ title: "kept", taps: 0 });
  });
});

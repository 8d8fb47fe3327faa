import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { introductions } from "../../src/bot/chat/introduce.ts";
import { insertPeople, peopleOf } from "../../src/rounds/store/people.ts";
import { databaseKinds, openWorld, type World } from "../play/world.ts";

const crowd = Array.from({ length: 250 }, (_, index) => `U${index}`);

let world: World;

describe.each(databaseKinds)("newcomers at once, on the %s database,", (kind) => {
  beforeAll(async () => {
    world = await openWorld(kind);
  });
  afterAll(() => world[Symbol.asyncDispose]());

  it("get a name each, the nearest that is free", async () => {
    const { database, clock } = world;
    await database.transaction((tx) => insertPeople(tx, "discord", new Map([["1", "ada"]]), clock.at));
    const introduce = introductions(world.game, "slack", ["hanna"]);
    const given = await Promise.all([
      introduce({ account: "UA", handle: "Ada" }),
      introduce({ account: "UB", handle: "ADA" }),
      introduce({ account: "UA", handle: "Ada" }),
      introduce({ account: "UH", handle: "Hanna" }),
      introduce({ account: "UX", handle: "🦈" }),
      introduce({ account: "UR", handle: "Ada/Skeptic" }),
    ]);
    expect(given).toEqual(["ada-2", "ada-3", "ada-2", "hanna-2", "ux", "ada-skeptic"]);
  });

  it("are all introduced, however many they are", async () => {
    const introduce = introductions(world.game, "slack", []);
    const given = await Promise.all(crowd.map((account) => introduce({ account, handle: "shark" })));
    expect(new Set(given).size).toBe(crowd.length);
    expect(await peopleOf(world.database.db, "slack", crowd)).toEqual(
      new Map(crowd.map((account, index) => [account, given[index]])),
    );
  });

  it("keep their name when two processes of the bot introduce them", async () => {
    const [one, other] = [introductions(world.game, "slack", []), introductions(world.game, "slack", [])];
    const given = await Promise.all([
      one({ account: "UC", handle: "Bob" }),
      other({ account: "UC", handle: "Bob" }),
      other({ account: "UD", handle: "Bob" }),
    ]);
    expect(given[0]).toBe(given[1]);
    expect(new Set(given)).toEqual(new Set(["bob", "bob-2"]));
  });
});

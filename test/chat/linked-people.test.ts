import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Links, linkPeople } from "../../src/bot/chat/linked-people.ts";
import { openRound } from "../../src/rounds/play/open-round.ts";
import { accountsNamed, findPerson, insertPeople } from "../../src/rounds/store/people.ts";
import { getSeason, type SeasonRow } from "../../src/rounds/store/seasons.ts";
import { databaseKinds, newSeason, openWorld, type World } from "../play/world.ts";

let world: World;
let season: SeasonRow;

const link = (links: Links) => linkPeople(world.game, season, links);
const met = (platform: string, externalId: string, name: string) =>
  world.database.transaction((tx) => insertPeople(tx, platform, new Map([[externalId, name]]), world.clock.at));
const nameOf = (platform: string, externalId: string) => findPerson(world.database.db, { platform, externalId });

describe.each(databaseKinds)("accounts of one person, on the %s database,", (kind) => {
  beforeAll(async () => {
    world = await openWorld(kind);
    season = await getSeason(world.database.db, await newSeason(world));
  });
  afterAll(() => world[Symbol.asyncDispose]());

  it("play under one name, whether they were here before or not, at each start again", async () => {
    await met("slack", "U01", "ada");
    const links = { ada: ["slack:U01", "discord:100000000000000001"] };
    await link(links);
    await link(links);
    expect(await accountsNamed(world.database.db, "ada")).toEqual([
      { platform: "slack", externalId: "U01" },
      { platform: "discord", externalId: "100000000000000001" },
    ]);
  });

  it("get nobody else's name", async () => {
    await met("slack", "U02", "bob");
    await expect(link({ bob: ["discord:100000000000000002"] })).rejects.toMatchObject({ code: "name-taken" });
    await expect(link({ bob: ["slack:U03", "discord:100000000000000002"] })).rejects.toMatchObject({
      code: "name-taken",
      message: expect.stringContaining("slack:U02"),
    });
    expect(await nameOf("discord", "100000000000000002")).toBeNull();
  });

  it("are named once", async () => {
    await expect(link({ eve: ["slack:U04"], eva: ["slack:U04"] })).rejects.toMatchObject({ code: "linked-twice" });
  });

  it("keep a name of their own while a round is open, and change it after that", async () => {
    await met("slack", "U05", "sue");
    await met("discord", "100000000000000005", "sue-2");
    const links = { sue: ["slack:U05", "discord:100000000000000005"] };
    const name = await newSeason(world);
    await openRound(world.game, { season: name, title: "A round", host: "hanna" });
    const playing = await getSeason(world.database.db, name);
    await expect(linkPeople(world.game, playing, links)).rejects.toMatchObject({ code: "linked-in-round" });
    expect(await nameOf("discord", "100000000000000005")).toBe("sue-2");
    await link(links);
    expect(await nameOf("discord", "100000000000000005")).toBe("sue");
  });
});

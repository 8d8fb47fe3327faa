import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { archiveSeason } from "../../src/rounds/archive/archive-season.ts";
import { archiveText } from "../../src/rounds/archive/archive-text.ts";
import { checkArchive } from "../../src/rounds/archive/check-archive.ts";
import { importSeason } from "../../src/rounds/archive/import-season.ts";
import { roundView } from "../../src/rounds/memory/round-view.ts";
import { openVoting } from "../../src/rounds/play/move-round.ts";
import { brokenInvariants } from "../../src/rounds/store/invariants.ts";
import { undelivered } from "../../src/rounds/store/outbox.ts";
import { roundsOf } from "../../src/rounds/store/rounds.ts";
import { getSeason } from "../../src/rounds/store/seasons.ts";
import { newSeason, openWorld, pitch, vote, type World } from "../play/world.ts";
import { pitchingRound, playedSeason, playRound } from "./played-season.ts";

let world: World;
let other: World;
beforeAll(async () => {
  world = await openWorld();
  other = await openWorld();
  // Ids of the two databases must not agree by chance.
  await playRound(other, await newSeason(other), "Elsewhere", { A: 1.2 });
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await other[Symbol.asyncDispose]();
});

const read = (text: string) => checkArchive(JSON.parse(text));

async function exported(from: World, season: string, isPrivate = true): Promise<string> {
  return archiveText(await archiveSeason(from.game, { season, private: isPrivate }));
}

describe("a season that was exported", () => {
  it("has something in every list", async () => {
    const archive = await archiveSeason(world.game, { season: await playedSeason(world), private: true });
    const empty = Object.entries(archive).filter(([, value]) => Array.isArray(value) && value.length === 0);
    expect(empty).toEqual([]);
    expect(archive.complete).toBe(true);
  });

  it.each([true, false])("comes back byte by byte (private: %s)", async (isPrivate) => {
    const season = await playedSeason(world);
    const text = await exported(world, season, isPrivate);
    const { name } = await importSeason(other.game, { archive: read(text), name: `${season}-again-${isPrivate}` });
    const again = await exported(other, name, isPrivate);
    expect(again.replaceAll(`"${name}"`, `"${season}"`)).toBe(text);
    expect(await brokenInvariants(other.database.db)).toEqual([]);
  });

  it("comes back byte by byte, whatever its runs showed", async () => {
    const speedup = fc.option(fc.double({ min: 0.3, max: 3, noNaN: true }), { nil: null });
    const rounds = fc.array(fc.record({ A: speedup, B: speedup }), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(rounds, async (speedups) => {
        const season = await newSeason(world);
        for (const [index, each] of speedups.entries()) {
          await playRound(world, season, `Round ${index}`, each);
        }
        const text = await exported(world, season);
        const { name } = await importSeason(other.game, { archive: read(text), name: `${season}-again` });
        expect((await exported(other, name)).replaceAll(`"${name}"`, `"${season}"`)).toBe(text);
      }),
      { numRuns: 8 },
    );
  });

  it("shows the same scoreboard, and goes on with its next round", async () => {
    const season = await playedSeason(world);
    await importSeason(other.game, { archive: read(await exported(world, season)), name: "goes-on" });
    const boardOf = async ({ database: { db } }: World, name: string) => {
      const last = (await roundsOf(db, (await getSeason(db, name)).id)).at(-1);
      return last && (await roundView(db, last.id)).scoreboard;
    };
    expect(await boardOf(other, "goes-on")).toEqual(await boardOf(world, season));
    await pitchingRound(other, "goes-on", "Fourth");
    await pitch(other, "goes-on", { title: "Later", approach: "wild-card" });
    const { db } = other.database;
    const { id } = await getSeason(db, "goes-on");
    expect((await roundsOf(db, id)).map(({ number }) => number)).toEqual([1, 2, 3, 4]);
    expect((await undelivered(db, id, "terminal")).map(({ kind }) => kind)).toEqual(["round-opened", "pitched"]);
  });
});

describe("what is secret or unfinished", () => {
  it("leaves out the ballots of an open vote, and cancels the round where it is imported", async () => {
    const season = await newSeason(world);
    await playRound(world, season, "Before", { A: 1.5, B: 0.5 });
    await pitchingRound(world, season, "Open");
    await pitch(world, season, { title: "Fresh", approach: "wild-card", author: "bob" });
    await openVoting(world.game, season);
    await vote(world, season, "zoe", "A", { A: 99 });
    const archive = read(await exported(world, season));
    expect(archive).toMatchObject({ complete: false, rounds: [{}, { end: { state: "open", phase: "voting" } }] });
    expect(JSON.stringify(archive)).not.toContain("zoe");
    const imported = await importSeason(other.game, { archive, name: "cut" });
    expect(imported).toEqual({ name: "cut", rounds: 2, cancelled: 2 });
    const again = await archiveSeason(other.game, { season: "cut", private: true });
    expect(again.complete).toBe(true);
    expect(again.rounds.at(-1)?.end).toEqual({
      state: "cancelled",
      reason: "It was still open when its season was exported.",
    });
  });

  it("numbers the sharks and keeps private measurements back unless it is private", async () => {
    const season = await playedSeason(world);
    const archive = await archiveSeason(world.game, { season });
    expect(archive.sharks).toBe("numbered");
    expect([...new Set(archive.ballots.map(({ shark }) => shark))]).toEqual(["shark 1", "shark 2"]);
    expect(archive.runs.some(({ purpose }) => purpose === "measure")).toBe(false);
    expect((await archiveSeason(world.game, { season, private: true })).sharks).toBe("named");
  });

  it("keeps names where the season's rules do", async () => {
    const season = await playedSeason(world, { rules: { names: true } });
    expect((await archiveSeason(world.game, { season })).ballots[0]?.shark).toBe("sid");
  });
});

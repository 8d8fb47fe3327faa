import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TankEvent } from "../../src/bot/events/event.ts";
import { eventOf } from "../../src/bot/events/event-of.ts";
import { digestDue } from "../../src/rounds/play/digest-due.ts";
import { getSeason } from "../../src/rounds/store/seasons.ts";
import { newSeason, openWorld, type World } from "../play/world.ts";
import { endRound, owed, playRound } from "./played.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

async function events(season: string): Promise<readonly TankEvent[]> {
  const all = [];
  for (const row of await owed(world, season)) all.push(await eventOf(world.database.db, row));
  return all.filter((event) => event !== null);
}

describe("events", () => {
  it("tell what a channel is told, in its order, and nothing that is private to somebody", async () => {
    const season = await newSeason(world);
    await playRound(world, season);
    const kinds = (await owed(world, season)).map(({ kind }) => kind);
    expect(kinds).toContain("measured");
    const during = await events(season);
    expect(during.map(({ type }) => type)).toEqual(kinds.filter((kind) => kind !== "measured"));
    expect(JSON.stringify(during)).not.toMatch(/eve|secret reason|73/);
    expect(during.at(-1)).toMatchObject({ type: "voting-opened", round: 1, season, facts: { round: { ballots: 1 } } });
    await endRound(world, season);
    await digestDue(world.game, (await getSeason(world.database.db, season)).id);
    const all = await events(season);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    const byType = (type: string) => all.filter((event) => event.type === type).map(({ facts }) => facts);
    expect(byType("pitched")).toMatchObject([
      { round: null, pitch: { title: "on the bench" } },
      { round: 1, pitch: { letter: "A", authors: ["sam/agent"] } },
    ]);
    expect(byType("question")).toMatchObject([{ question: "Q1", text: "How many registers?", answer: null }]);
    expect(byType("proof").at(-1)).toMatchObject({ pitch: "A", passed: true });
    expect(byType("tally")).toMatchObject([{ tally: { ballots: 1, funded: ["A"] }, reasons: ["a secret reason"] }]);
    expect(byType("verdict")).toMatchObject([{ letter: "A", verdict: "faster", funded: true }]);
    expect(byType("decided")).toMatchObject([{ round: { promoted: "A" }, scoreboard: { wins: 1, counted: 1 } }]);
    expect(byType("bench-digest")).toMatchObject([{ bench: [{ title: "on the bench" }] }]);
    expect(JSON.stringify(all)).not.toMatch(/eve's own/);
  });

  it("hold no code where a season shows none, and the same otherwise where it shows some", async () => {
    const code = /num_ab_stage = |const |deep kernel|bench kernel/;
    for (const source of ["none", "diff"] as const) {
      const season = await newSeason(world, { rules: { source } });
      await playRound(world, season);
      await endRound(world, season);
      expect(JSON.stringify(await events(season))).not.toMatch(code);
    }
  });
});

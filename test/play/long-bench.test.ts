import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { letterAt } from "../../src/rounds/pitching/pitch-letter.ts";
import { digestDue } from "../../src/rounds/play/digest-due.ts";
import { openVoting } from "../../src/rounds/play/move-round.ts";
import { openRoundWithBench } from "../../src/rounds/play/open-round.ts";
import { submitPitch } from "../../src/rounds/play/pitches/submit-pitch.ts";
import { withdrawPitch } from "../../src/rounds/play/pitches/withdraw-pitch.ts";
import { castBallot } from "../../src/rounds/play/votes/cast-ballot.ts";
import { benchOf } from "../../src/rounds/store/bench.ts";
import { getSeason } from "../../src/rounds/store/seasons.ts";
import { refusalOf } from "../rounds/refusal.ts";
import { databaseKinds, kernel, newSeason, openWorld, pitch, reportOf, runAll, type World } from "./world.ts";

let world: World;
const idOf = async (season: string) => (await getSeason(world.database.db, season)).id;
const benchAt = async (season: string) => benchOf(world.database.db, await idOf(season));

describe.each(databaseKinds)("on the %s database: a bench of many", (kind) => {
  beforeAll(async () => {
    world = await openWorld(kind);
  });
  afterAll(() => world[Symbol.asyncDispose]());

  it("of 300 pitches by 30 agents has a letter for each, one digest, and quotas that hold", async () => {
    const season = await newSeason(world);
    const agents = Array.from({ length: 30 }, (_, index) => `owner-${index}/agent`);
    for (const author of agents) {
      const own = Array.from({ length: 10 }, (_, n) => pitch(world, season, { title: `${author} ${n}`, author }));
      await Promise.all(own);
      const other = `${author}-2`;
      expect(await refusalOf(pitch(world, season, { title: other, author: other }))).toMatch(/your 10 pitches/);
    }
    const letters = (await benchAt(season)).map(({ letter }) => letter);
    expect(letters).toEqual(Array.from({ length: 300 }, (_, index) => letterAt(index)));
    expect(await digestDue(world.game, await idOf(season))).toBe(true);
    expect(await digestDue(world.game, await idOf(season))).toBe(false);
    const digests = world.database.db.selectFrom("outbox").select("body").where("kind", "=", "bench-digest");
    expect((await digests.where("season_id", "=", await idOf(season)).execute()).map(({ body }) => body)).toMatchObject(
      [{ pitches: expect.objectContaining({ length: 300 }) }],
    );
    const { taken, left } = await openRoundWithBench(world.game, { season, title: "R", host: "hanna", bench: "all" });
    expect(taken.map(({ letter }) => letter)).toEqual(letters.slice(0, 26));
    expect(left.map(({ letter }) => letter)).toEqual(letters.slice(26));
    expect(new Set(left.map(({ why }) => why))).toEqual(new Set(["Round 1 has its 26 pitches."]));
    expect((await benchAt(season)).map(({ letter }) => letter)).toEqual(letters.slice(26));
  });

  it("joins a pitch of the same code with the one that stands there, however many come at once", async () => {
    const season = await newSeason(world);
    const people = ["ada", "bob", "eve", "sam/one", "sue"];
    const all = await Promise.all(
      people.map((author) => pitch(world, season, { title: `by ${author}`, author, code: "the same" })),
    );
    expect(all.filter(({ joins }) => joins)).toHaveLength(4);
    expect(new Set(all.map(({ id, letter }) => `${id} ${letter}`)).size).toBe(1);
    const [only, ...more] = await benchAt(season);
    expect(more).toEqual([]);
    const { authors = [], joined = [] } = only?.content ?? {};
    expect([...authors, ...joined.map(({ by }) => by)].toSorted()).toEqual(people);
    await openRoundWithBench(world.game, { season, title: "R", host: "hanna", bench: "all" });
    await runAll(world, season, (run) => reportOf(run, 1));
    await openVoting(world.game, season);
    for (const shark of ["eve", "eve/robo", "sam"]) {
      const ballot = { shark, fund: "A", chances: { A: 50 } };
      expect(await refusalOf(castBallot(world.game, { season, ballot }))).toMatch(/nobody votes on their own/);
    }
    await castBallot(world.game, { season, ballot: { shark: "tim", fund: "A", chances: { A: 50 } } });
  });

  it("joins by title and approach where no code comes, and keeps apart what differs", async () => {
    const season = await newSeason(world);
    const say = (author: string, title: string, over: object = {}) =>
      pitch(world, season, { title, author, code: null, ...over });
    await say("ada", "Wider  Tiles", { approach: "tiles" });
    expect(await say("bob", "wider tiles ", { approach: "tiles" })).toMatchObject({ letter: "A", joins: true });
    expect(await say("eve", "wider tiles")).toMatchObject({ letter: "B", joins: false });
    expect(await say("sue", "Wider tiles", { approach: "tiles", code: "new code" })).toMatchObject({ letter: "C" });
    for (const again of ["ada", "ada/robo", "bob"]) {
      expect(await refusalOf(say(again, "Wider tiles", { approach: "tiles" }))).toMatch(
        /stands on the bench already: A, Wider {2}Tiles, by ada\. Change that one, \/pitch edit bench:A/,
      );
    }
    expect(await benchAt(season)).toMatchObject([
      { letter: "A", content: { joined: [{ by: "bob", prediction: { low: 1.5, high: 1.5 } }] } },
      { letter: "B" },
      { letter: "C" },
    ]);
  });

  it("keeps what several pitched for those who are left, with what they said of it", async () => {
    const season = await newSeason(world);
    for (const author of ["ada", "bob", "sam/one"])
      await pitch(world, season, { title: `by ${author}`, author, code: "the same" });
    const takeBack = (by: string) => withdrawPitch(world.game, { season, by });
    expect(await takeBack("bob")).toMatchObject({ stays: ["ada", "sam/one"] });
    expect(await refusalOf(takeBack("bob"))).toMatch(/Which pitch is to be withdrawn/);
    expect(await takeBack("ada")).toMatchObject({ stays: ["sam/one"] });
    expect(await benchAt(season)).toMatchObject([{ letter: "A", content: { authors: ["sam/one"], joined: [] } }]);
    expect(await takeBack("sam")).toMatchObject({ stays: [] });
    expect(await benchAt(season)).toEqual([]);
  });

  it("asks for room in the quota of who joins", async () => {
    const season = await newSeason(world, { rules: { quotas: { pitches: 1 } } });
    await pitch(world, season, { title: "ada's", code: "the same" });
    await pitch(world, season, { title: "bob's", author: "bob" });
    const wish = { title: "bob's own", approach: "stages", authors: ["bob"], prediction: { low: 2, high: 2 } };
    const join = submitPitch(world.game, { season, content: wish, files: kernel("the same") });
    expect(await refusalOf(join)).toMatch(/your 1 pitches of the bench/);
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeVoting, openVoting } from "../../src/rounds/play/move-round.ts";
import { openRound } from "../../src/rounds/play/open-round.ts";
import { editPitch } from "../../src/rounds/play/pitches/edit-pitch.ts";
import { handInCandidate } from "../../src/rounds/play/pitches/hand-in-candidate.ts";
import { submitPitch } from "../../src/rounds/play/pitches/submit-pitch.ts";
import { takeFromBench } from "../../src/rounds/play/pitches/take-from-bench.ts";
import { withdrawPitch } from "../../src/rounds/play/pitches/withdraw-pitch.ts";
import { RoundId } from "../../src/rounds/round/round-state.ts";
import { benchOf } from "../../src/rounds/store/bench.ts";
import { constraintsOf, insertConstraint } from "../../src/rounds/store/constraints.ts";
import { brokenInvariants } from "../../src/rounds/store/invariants.ts";
import { pitchesOf } from "../../src/rounds/store/pitches.ts";
import { getSeason } from "../../src/rounds/store/seasons.ts";
import { getSource } from "../../src/rounds/store/sources.ts";
import { databaseKinds, kernel, newSeason, openWorld, pitch, reportOf, runAll, vote, type World } from "./world.ts";

let world: World;

const idOf = async (season: string) => (await getSeason(world.database.db, season)).id;
const bench = async (season: string) =>
  (await benchOf(world.database.db, await idOf(season))).map(({ letter }) => letter);

async function take(season: string, round: number, letters: readonly string[] | "all") {
  const seasonId = await idOf(season);
  const { id } = await world.database.db
    .selectFrom("round")
    .select("id")
    .where("season_id", "=", seasonId)
    .where("number", "=", round)
    .executeTakeFirstOrThrow();
  const wish = { seasonId, roundId: RoundId.parse(id), letters, at: world.clock.at };
  const result = await world.database.transaction((tx) => takeFromBench(tx, wish));
  return { ...result, inRound: await pitchesOf(world.database.db, id) };
}

async function open(season: string, over: { readonly only?: string; readonly kind?: "research" | "repair" } = {}) {
  const id = await openRound(world.game, { season, title: "A round", host: "hanna", ...over });
  await runAll(world, season, (run) => reportOf(run, 1));
  return id;
}

const knobPitch = (season: string, value: number, title = `stage ${value}`) =>
  submitPitch(world.game, {
    season,
    content: {
      title,
      approach: "stages",
      authors: ["ada"],
      prediction: { low: 1.5, high: 1.5 },
      knobs: `num_ab_stage=${value}`,
    },
    files: { "kernel.ts": kernel("baseline")["kernel.ts"].replace("= 1", `= ${value}`) },
  });

describe.each(databaseKinds)("on the %s database: the bench", (kind) => {
  beforeAll(async () => {
    world = await openWorld(kind);
  });
  afterAll(() => world[Symbol.asyncDispose]());

  it("has letters of its own, of which the lowest free one is the next", async () => {
    const season = await newSeason(world);
    for (const title of ["one", "two", "three"]) await pitch(world, season, { title });
    expect(await bench(season)).toEqual(["A", "B", "C"]);
    await withdrawPitch(world.game, { season, by: "ada", letter: "bench:B" });
    expect(await pitch(world, season, { title: "four" })).toMatchObject({ letter: "B", round: null });
    expect(await bench(season)).toEqual(["A", "B", "C"]);
  });

  it("gives each of many that come at once a letter of its own, after Z as a spreadsheet's columns", async () => {
    const season = await newSeason(world);
    const all = await Promise.allSettled(
      Array.from({ length: 30 }, (_, index) => pitch(world, season, { title: `${index}`, author: `ada-${index % 5}` })),
    );
    expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(30);
    expect(await bench(season)).toEqual([..."ABCDEFGHIJKLMNOPQRSTUVWXYZ", "AA", "AB", "AC", "AD"]);
  });

  it("is where a letter points that the open round doesn't have; bench:A says so plainly", async () => {
    const season = await newSeason(world);
    await pitch(world, season, { title: "waiting" });
    await pitch(world, season, { title: "also waiting" });
    await open(season);
    await pitch(world, season, { title: "in the round" });
    const edit = async (letter: string) =>
      (await editPitch(world.game, { season, letter, by: "ada", changes: {}, code: null })).pitch.content.title;
    expect(await edit("A")).toBe("in the round");
    expect(await edit("B")).toBe("also waiting");
    expect(await edit("bench:A")).toBe("waiting");
    await expect(edit("bench:C")).rejects.toMatchObject({
      code: "unknown-pitch",
      message: "There is no pitch C on the bench.",
      hint: "On the bench: bench:A, bench:B.",
    });
  });

  it("gives what a host takes the round's next letters, and keeps the rest", async () => {
    const season = await newSeason(world);
    for (const title of ["one", "two", "three"]) await pitch(world, season, { title });
    await open(season);
    await pitch(world, season, { title: "first" });
    expect(await take(season, 1, ["C", "A"])).toMatchObject({
      taken: [
        { from: "C", letter: "B", title: "three" },
        { from: "A", letter: "C", title: "one" },
      ],
      left: [],
    });
    expect(await bench(season)).toEqual(["B"]);
    await openVoting(world.game, season);
    await expect(withdrawPitch(world.game, { season, by: "ada", letter: "C" })).rejects.toMatchObject({
      code: "frozen",
    });
    expect(await brokenInvariants(world.database.db)).toEqual([]);
  });

  it("keeps what a round can't take: named it is refused, of all it stays", async () => {
    const season = await newSeason(world);
    await pitch(world, season, { title: "stages" });
    await pitch(world, season, { title: "tiles", approach: "tiles" });
    await open(season, { only: "tiles" });
    await expect(take(season, 1, ["A"])).rejects.toMatchObject({
      code: "bench-refused",
      message: expect.stringContaining("The bench's A, stages, can't come into this round. Round 1 takes only"),
    });
    expect(await take(season, 1, "all")).toMatchObject({
      taken: [{ from: "B", letter: "A" }],
      left: [
        { letter: "A", title: "stages", why: expect.stringContaining("takes only pitches of the approach tiles") },
      ],
    });
  });

  it("turns knobs on the baseline of the round that takes them, and leaves out what was locked since", async () => {
    const season = await newSeason(world);
    await open(season);
    await pitch(world, season, { title: "faster" });
    await openVoting(world.game, season);
    await knobPitch(season, 3);
    await knobPitch(season, 4);
    await vote(world, season, "sid", "A", { A: 90 });
    await closeVoting(world.game, season);
    await runAll(world, season, (run) => reportOf(run, run.letter === "A" ? 1.5 : 1));
    await runAll(world, season, (run) => reportOf(run, 1.5));
    await open(season);
    const { inRound } = await take(season, 2, ["A"]);
    const [taken] = inRound;
    const files = await getSource(world.database.db, taken?.sourceSha256 ?? "");
    expect(files["kernel.ts"]).toContain('about = "faster"');
    expect(files["kernel.ts"]).toContain("num_ab_stage: i32 = 3");
    const seasonId = await idOf(season);
    const lock = {
      knob: "num_ab_stage",
      says: "CANNOT CHANGE",
      why: "slower",
      evidence: "argued",
      taughtBy: null,
    } as const;
    await world.database.transaction((tx) =>
      insertConstraint(tx, { ...lock, seasonId, roundId: null, author: "hanna", at: world.clock.at }),
    );
    expect(await constraintsOf(world.database.db, seasonId)).toHaveLength(1);
    expect(await take(season, 2, "all")).toMatchObject({
      taken: [],
      left: [{ why: expect.stringContaining("is locked") }],
    });
  });

  it("takes code, too", async () => {
    const season = await newSeason(world);
    await pitch(world, season, { title: "later", code: null });
    const handed = await handInCandidate(world.game, { season, letter: "A", by: "ada", files: kernel("now") });
    expect(handed).toMatchObject({ round: null, pitch: { sourceSha256: expect.stringMatching(/^[0-9a-f]{64}$/) } });
    await expect(
      handInCandidate(world.game, { season, letter: "A", by: "bob", files: kernel("mine") }),
    ).rejects.toMatchObject({ code: "not-author" });
  });
});

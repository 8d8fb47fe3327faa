import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { latestRound } from "../../src/rounds/memory/find-round.ts";
import { roundView } from "../../src/rounds/memory/round-view.ts";
import { closePhase } from "../../src/rounds/play/close-phase.ts";
import { acceptFindings, rerunRound } from "../../src/rounds/play/decide-round.ts";
import { type OpenRound, openRound } from "../../src/rounds/play/open-round.ts";
import { submitPitch } from "../../src/rounds/play/pitches/submit-pitch.ts";
import type { Report } from "../../src/rounds/report.ts";
import type { PitchId } from "../../src/rounds/round/round-state.ts";
import type { Tx } from "../../src/rounds/store/database.ts";
import { brokenInvariants } from "../../src/rounds/store/invariants.ts";
import { lessonsLearned } from "../../src/rounds/store/lessons.ts";
import { getSeason } from "../../src/rounds/store/seasons.ts";
import { putSource } from "../../src/rounds/store/sources.ts";
import {
  databaseKinds,
  kernel,
  newSeason,
  openWorld,
  pitch,
  type QueuedRun,
  queuedRuns,
  reportOf,
  runAll,
  runOne,
  vote,
  type World,
} from "./world.ts";

let world: World;
const db = () => world.database.db;
const open = (season: string, wish: Partial<OpenRound> = {}) =>
  openRound(world.game, { season, title: "A round", host: "hanna", ...wish });
const close = (season: string) => closePhase(world.game, { season, host: "hanna" });

const wrong = (run: QueuedRun, side: "baseline" | "candidate"): Report => ({
  ...reportOf(run, 1),
  checks: [{ side, stage: "check", label: "one", elements: 4, mismatched: 1, maxError: 2, rtol: 0, atol: 0 }],
});
/** A kernel that ran alone in the baseline's place, every call as long as this. */
const alone = (run: QueuedRun, us: number): Report => ({
  ...reportOf(run, 1),
  cases: ["one", "two"].map((label) => ({
    label,
    clock: "call",
    blocks: Array.from({ length: 4 }, () => ({
      baseline: Array(20).fill(us * 1000),
      candidate: Array(20).fill(us * 1000),
    })),
  })),
});

describe.each(databaseKinds)("on the %s database:", (kind) => {
  beforeAll(async () => {
    world = await openWorld(kind);
  });
  afterAll(async () => {
    expect(await brokenInvariants(db())).toEqual([]);
    await world[Symbol.asyncDispose]();
  });

  describe("a repair round", () => {
    async function brokenSeason() {
      const season = await newSeason(world);
      await open(season);
      await runAll(world, season, (run) => wrong(run, "baseline"));
      return season;
    }

    it("takes the place of the round that found its baseline wrong, and names the failing case", async () => {
      const season = await brokenSeason();
      expect((await latestRound(db(), season))?.baselineFault).toContain("one: 1 of 4 elements differ");
      const id = await open(season, { kind: "repair" });
      const view = await roundView(db(), id);
      expect(view).toMatchObject({
        phase: "pitching",
        row: { number: 2, round: { terms: { kind: "repair", bar: null } } },
      });
    });

    it("is won by the only correct kernel, which ran alone and becomes the baseline", async () => {
      const season = await brokenSeason();
      const id = await open(season, { kind: "repair" });
      await pitch(world, season, { title: "right" });
      await pitch(world, season, { title: "still wrong", approach: "tiles" });
      await close(season);
      await vote(world, season, "sid", "A", { A: 80, B: 10 });
      await close(season);
      expect(await queuedRuns(world, season)).toMatchObject([{ candidate: false }, { candidate: false }]);
      await runAll(world, season, (run) => (run.letter === "A" ? alone(run, 100) : wrong(run, "baseline")));
      const view = await roundView(db(), id);
      expect(view.phase).toBe("decided");
      expect(view.verdicts.map(({ verdict }) => verdict.verdict)).toEqual(["correct", "wrong result"]);
      expect(view.verdicts[0]?.verdict).toMatchObject({
        success: true,
        speedup: null,
        cases: [{ candidateUs: 100 }, {}],
      });
      expect(view.scoreboard.lines).toMatchObject([{ reality: "correct again", success: true }]);
      expect((await latestRound(db(), season))?.row.number).toBe(2);
      // A repair tells nothing of what makes a kernel fast.
      expect(view.approaches.find(({ key }) => key === "stages")?.status).toBe("viable");
      const next = await roundView(db(), await open(season));
      expect(next.baseline.promotedFrom).toBe("right");
    });

    it("lets the quickest two of several correct kernels meet in pairs, and promotes the one that is not slower", async () => {
      const season = await brokenSeason();
      const id = await open(season, { kind: "repair", vote: "off" });
      await pitch(world, season, { title: "quick alone" });
      await pitch(world, season, { title: "quick in pairs", approach: "tiles" });
      await close(season);
      await runAll(world, season, (run) => alone(run, run.letter === "A" ? 90 : 100));
      expect(await queuedRuns(world, season)).toMatchObject([
        { purpose: "confirm-runner-up", letter: "A", candidate: true },
      ]);
      await runAll(world, season, (run) => reportOf(run, 0.8));
      const { row, pitches } = await roundView(db(), id);
      const promoted = pitches.find(({ letter }) => letter === "B")?.id;
      expect(row.round.now).toMatchObject({ state: "decided", promoted });
    });

    it("leaves the baseline where nothing was correct", async () => {
      const season = await brokenSeason();
      const id = await open(season, { kind: "repair", vote: "off" });
      await pitch(world, season, { title: "no" });
      await close(season);
      await runAll(world, season, (run) => wrong(run, "baseline"));
      expect((await roundView(db(), id)).row.round.now).toMatchObject({ state: "decided", promoted: null });
    });

    it("has no bar", async () => {
      const season = await newSeason(world);
      await expect(open(season, { kind: "repair", bar: 1.4 })).rejects.toMatchObject({ code: "bar-without-race" });
    });
  });

  describe("a research round", () => {
    const finding = (season: string, over: object) =>
      submitPitch(world.game, {
        season,
        files: null,
        content: {
          title: "Decoding is half of the time",
          approach: "stages",
          authors: ["ada"],
          prediction: null,
          evidence: "perf stat: 51% of the cycles of case one are in decode(), line 72 of the kernel.",
          ...over,
        },
      });

    it("collects findings without a check, a number or a run, and its host makes lessons of those that hold", async () => {
      const season = await newSeason(world);
      const id = await open(season, { kind: "research" });
      expect(await queuedRuns(world, season)).toEqual([]);
      await finding(season, { claims: "eliminated" });
      await finding(season, { title: "Nothing in tiles", approach: "tiles", authors: ["bob"] });
      await finding(season, { title: "A guess", approach: "wild-card", authors: ["cy"] });
      await close(season);
      expect((await roundView(db(), id)).row.round.now).toMatchObject({ state: "needs-host", question: "findings" });
      await acceptFindings(world.game, { season, host: "hanna", accept: ["A", "B"], reason: "both in the profile" });
      const view = await roundView(db(), id);
      expect(view).toMatchObject({ phase: "decided", verdicts: [], decisions: [{ decision: "accept A, B" }] });
      expect(view.approaches.find(({ key }) => key === "stages")).toMatchObject({
        status: "eliminated",
        evidence: "argued",
        taughtBy: "round 1",
      });
      expect(view.approaches.find(({ key }) => key === "tiles")?.status).toBe("viable");
      const lessons = await lessonsLearned(db(), (await getSeason(db(), season)).id);
      expect(lessons.map(({ approach, evidence, author }) => [approach, evidence, author])).toEqual([
        ["stages", "argued", "ada"],
        ["tiles", "argued", "bob"],
      ]);
      expect(view.scoreboard.lines).toEqual([]);
    });

    it("can't be closed without a finding, nor accept one that isn't there", async () => {
      const season = await newSeason(world);
      await open(season, { kind: "research" });
      await expect(close(season)).rejects.toMatchObject({ code: "too-few-pitches" });
      await finding(season, {});
      await close(season);
      const accept = acceptFindings(world.game, { season, host: "hanna", accept: ["Z"], reason: "x" });
      await expect(accept).rejects.toMatchObject({ code: "unknown-pitch", hint: "The findings are A." });
    });
  });

  describe("a round without a vote", () => {
    it("between two is won by the fastest correct one", async () => {
      const season = await newSeason(world);
      const id = await open(season, { vote: "off" });
      await runAll(world, season, (run) => reportOf(run, 1));
      await pitch(world, season, { title: "fast" });
      await pitch(world, season, { title: "faster", approach: "tiles", author: "bob" });
      await close(season);
      await runAll(world, season, (run) => reportOf(run, run.letter === "A" ? 1.2 : 1.5));
      await runAll(world, season, (run) => reportOf(run, run.purpose === "confirm-baseline" ? 1.5 : 1.25));
      const { row, pitches, tally } = await roundView(db(), id);
      expect(row.round.now).toMatchObject({ promoted: pitches.find(({ letter }) => letter === "B")?.id });
      expect(tally).toBeNull();
    });
  });

  describe("after failures", () => {
    it("a season may ask for another kind of try, and says which", async () => {
      const lost = { winner: "W", prediction: "2x", reality: "SLOWER", success: false, credibility: -50 };
      const history = ["one", "two", "three"].map((title) => ({ ...lost, title }));
      const season = await newSeason(world, { history, rules: { afterFailures: "require" } });
      await expect(open(season)).rejects.toMatchObject({
        code: "something-else-first",
        hint: "Open a research round (kind=research) or one for the wild card alone (only=wild-card).",
      });
      await expect(open(season, { only: "wild-card" })).resolves.toBeGreaterThan(0);
    });
  });

  it("a sweep runs each combination, and its best gets the pitch's verdict on fresh samples", async () => {
    const season = await newSeason(world);
    const id = await open(season, { vote: "off" });
    await runAll(world, season, (run) => reportOf(run, 1));
    const { id: pitchId } = await pitch(world, season, { title: "swept", code: "two" });
    const parts = await world.database.transaction((tx) => sweepOf(tx, pitchId, ["two", "three", "four"]));
    await close(season);
    expect((await queuedRuns(world, season)).map(({ purpose }) => purpose)).toEqual(["sweep", "sweep", "sweep"]);
    expect(await brokenInvariants(db())).toEqual([]);
    const speeds = [1.1, 1.3, 0.8];
    for (const [index, run] of (await queuedRuns(world, season)).entries()) {
      await runOne(world, run, reportOf(run, speeds[index] ?? 1));
    }
    const [verdictRun, ...more] = await queuedRuns(world, season);
    expect([verdictRun?.purpose, more]).toEqual(["verdict", []]);
    await runAll(world, season, (run) => reportOf(run, 1.3));
    await runAll(world, season, (run) => reportOf(run, 1.3));
    const view = await roundView(db(), id);
    expect(view.row.round.now).toMatchObject({ state: "decided", promoted: pitchId });
    expect(view.pitches[0]?.sourceSha256).toBe(parts[1]?.sha256);
    expect(view.verdicts.filter(({ purpose }) => purpose === "sweep")).toHaveLength(3);
  });

  it("a sweep of which one part can't be measured goes on with the others; of which none can, is the host's", async () => {
    const season = await newSeason(world);
    const id = await open(season, { vote: "off" });
    await runAll(world, season, (run) => reportOf(run, 1));
    const { id: pitchId } = await pitch(world, season, { title: "swept", code: "two" });
    await world.database.transaction((tx) => sweepOf(tx, pitchId, ["two", "three"]));
    await close(season);
    const fault = { outcome: "fault", kind: "lost", message: "gone", log: "" } as const;
    for (let attempt = 1; attempt <= 3; attempt++) await runAll(world, season, () => fault);
    expect((await roundView(db(), id)).row.round.now).toMatchObject({ state: "needs-host", question: "runner-fault" });
    await rerunRound(world.game, { season, host: "hanna", reason: "it is back" });
    expect(await queuedRuns(world, season)).toHaveLength(2);
    const [one, two] = await queuedRuns(world, season);
    if (!one || !two) throw new Error("two runs were expected");
    await runOne(world, one, reportOf(one, 1.2));
    for (let attempt = 1; attempt <= 3; attempt++) {
      await runAll(world, season, () => fault);
    }
    expect(await queuedRuns(world, season)).toMatchObject([{ purpose: "verdict" }]);
  });
});

async function sweepOf(tx: Tx, pitchId: PitchId, texts: readonly string[]) {
  const parts = [];
  for (const text of texts)
    parts.push({ knobs: `n=${text}`, sha256: await putSource(tx, kernel(text), world.clock.at) });
  await tx
    .updateTable("pitch")
    .set({ sweep: JSON.stringify(parts) })
    .where("id", "=", pitchId)
    .execute();
  return parts;
}

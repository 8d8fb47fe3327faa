import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Game, Roles } from "../../src/rounds/game.ts";
import { latestRound } from "../../src/rounds/memory/find-round.ts";
import { kernelView } from "../../src/rounds/memory/kernel-view.ts";
import { roundView } from "../../src/rounds/memory/round-view.ts";
import { cancelRound } from "../../src/rounds/play/cancel-round.ts";
import { closePhase } from "../../src/rounds/play/close-phase.ts";
import { banPerson, refuseBanned, unbanPerson } from "../../src/rounds/play/host/ban-person.ts";
import { liftLock, lockKnob } from "../../src/rounds/play/host/lock-knob.ts";
import { type OverrideVerdict, overrideVerdict } from "../../src/rounds/play/host/override-verdict.ts";
import { reviseProblem } from "../../src/rounds/play/host/revise-problem.ts";
import { writeLesson } from "../../src/rounds/play/host/write-lesson.ts";
import { closeVoting, openVoting } from "../../src/rounds/play/move-round.ts";
import { openRound } from "../../src/rounds/play/open-round.ts";
import { rerunPitch } from "../../src/rounds/play/runs/rerun-pitch.ts";
import { creditOf } from "../../src/rounds/store/credibility-entries.ts";
import { brokenInvariants } from "../../src/rounds/store/invariants.ts";
import { lessonsLearned } from "../../src/rounds/store/lessons.ts";
import { getSeason } from "../../src/rounds/store/seasons.ts";
import {
  announced,
  databaseKinds,
  kernel,
  newSeason,
  openWorld,
  pitch,
  queuedRuns,
  reportOf,
  runAll,
  vote,
  type World,
} from "./world.ts";

let world: World;
const db = () => world.database.db;

/** A decided round: A of ada's by `stages`, B of bob's by `tiles`; sid funds A at 100%, sue B at 50%. */
async function decidedRound(season: string, speedups: { readonly A: number; readonly B: number }) {
  const id = await openRound(world.game, { season, title: "A round", host: "hanna" });
  await runAll(world, season, (run) => reportOf(run, 1));
  await pitch(world, season, { title: `first ${id}` });
  await pitch(world, season, { title: `second ${id}`, approach: "tiles", author: "bob" });
  await openVoting(world.game, season);
  await vote(world, season, "sid", "A", { A: 100 });
  await vote(world, season, "sue", "A", { A: 50, B: 50 });
  await closeVoting(world.game, season);
  await runAll(world, season, (run) => reportOf(run, run.letter === "B" ? speedups.B : speedups.A));
  await runAll(world, season, (run) => reportOf(run, Math.max(speedups.A, speedups.B)));
  expect((await roundView(db(), id)).phase).toBe("decided");
  return id;
}

const override = (season: string, wish: Partial<OverrideVerdict>) =>
  overrideVerdict(world.game, {
    season,
    host: "hanna",
    letter: "A",
    verdict: "tainted",
    reason: "the reference was wrong",
    ...wish,
  });
const statusOf = async (id: number, key: string) =>
  (await roundView(db(), id)).approaches.find((approach) => approach.key === key)?.status;

describe.each(databaseKinds)("on the %s database:", (kind) => {
  beforeAll(async () => {
    world = await openWorld(kind);
  });
  afterAll(async () => {
    expect(await brokenInvariants(db())).toEqual([]);
    await world[Symbol.asyncDispose]();
  });

  describe("a host's ruling on a verdict", () => {
    it("against the rules: the measurement stays, the ballots fail, the lesson falls, the baseline goes back", async () => {
      const season = await newSeason(world);
      const id = await decidedRound(season, { A: 1.5, B: 1 });
      expect((await kernelView(db(), season)).baseline.promotedFrom).toContain("first");
      expect((await creditOf(db(), id)).points.get("sid")).toBeCloseTo(16.6667, 3);
      await override(season, { verdict: "against the rules", reason: "it replays the checker's output" });
      const view = await roundView(db(), id);
      const [stored] = view.verdicts;
      expect(stored?.verdict).toMatchObject({
        verdict: "against the rules",
        success: false,
        speedup: expect.closeTo(1.5, 1),
      });
      expect(stored?.verdict.detail).toContain('It had been judged "faster".');
      expect((await creditOf(db(), id)).points.get("sid")).toBeCloseTo(-50, 3);
      expect(view.scoreboard).toMatchObject({ wins: 0, counted: 1 });
      expect(await statusOf(id, "stages")).toBe("viable");
      expect((await kernelView(db(), season)).baseline.promotedFrom).toBeNull();
      expect(view.decisions.at(-1)).toMatchObject({ host: "hanna", decision: "A counts as against the rules" });
      expect((await announced(world, season)).at(-1)).toBe("corrected");
    });

    it("tainted: void for everybody, and taken back by `as judged`", async () => {
      const season = await newSeason(world);
      const id = await decidedRound(season, { A: 0.7, B: 0.7 });
      const before = await creditOf(db(), id);
      await override(season, { verdict: "tainted" });
      // sue's 50% on A and on B scored nothing anyway; sid has no scored statement left.
      expect((await creditOf(db(), id)).points.get("sid")).toBe(0);
      expect(await statusOf(id, "stages")).toBe("viable");
      expect((await roundView(db(), id)).scoreboard.counted).toBe(0);
      await override(season, { verdict: "as judged", reason: "the reference was right after all" });
      expect((await creditOf(db(), id)).points).toEqual(before.points);
      expect(await statusOf(id, "stages")).toBe("eliminated");
    });

    it("calls nothing faster that was not suspect, and needs a verdict and a round that is over", async () => {
      const season = await newSeason(world);
      await expect(override(season, {})).rejects.toMatchObject({ code: "no-round" });
      await decidedRound(season, { A: 0.7, B: 1 });
      await expect(override(season, { verdict: "faster" })).rejects.toMatchObject({ code: "not-suspect" });
      await expect(override(season, { letter: "Z" })).rejects.toMatchObject({
        code: "no-verdict",
        hint: "There are verdicts on A, B.",
      });
      await expect(override(season, { round: 7 })).rejects.toMatchObject({ code: "unknown-round" });
      await expect(override(season, { host: "mallory" })).rejects.toMatchObject({ code: "not-host" });
      await openRound(world.game, { season, title: "next", host: "hanna" });
      await expect(override(season, {})).rejects.toMatchObject({ code: "not-over" });
      await expect(override(season, { round: 1 })).resolves.toMatchObject({ number: 1 });
    });

    it("in a round that asks its host, settles the question", async () => {
      const season = await newSeason(world);
      const id = await openRound(world.game, { season, title: "A round", host: "hanna", vote: "off", bar: 2 });
      await runAll(world, season, (run) => reportOf(run, 1));
      await pitch(world, season, { title: "below" });
      await closePhase(world.game, { season, host: "hanna" });
      await runAll(world, season, (run) => reportOf(run, 1.5));
      expect((await roundView(db(), id)).row.round.now).toMatchObject({ question: "below-the-bar" });
      await override(season, { verdict: "against the rules", reason: "it edits the baseline's module" });
      expect((await roundView(db(), id)).row.round.now).toMatchObject({ state: "decided", promoted: null });
    });
  });

  describe("a rerun of a decided round's pitch", () => {
    it("takes the first verdict's place, and compensates what it had earned", async () => {
      const season = await newSeason(world);
      const id = await decidedRound(season, { A: 0.7, B: 1 });
      await rerunPitch(world.game, { season, host: "hanna", letter: "A", reason: "the machine was not alone" });
      expect(await queuedRuns(world, season)).toMatchObject([{ purpose: "rerun", letter: "A" }]);
      const again = rerunPitch(world.game, { season, host: "hanna", letter: "A", reason: "impatient" });
      await expect(again).rejects.toMatchObject({ code: "rerunning" });
      await runAll(world, season, (run) => reportOf(run, 1.3));
      const credit = await creditOf(db(), id);
      expect(credit.last).toBe(2);
      expect(credit.points.get("sid")).toBeCloseTo(16.6667, 3);
      const view = await roundView(db(), id);
      expect(view.scoreboard.lines).toMatchObject([{ reality: "1.30x faster", success: true }]);
      expect(await statusOf(id, "stages")).toBe("proven");
      // Nothing is promoted by it.
      expect((await kernelView(db(), season)).baseline.promotedFrom).toBeNull();
      expect((await announced(world, season)).slice(-2)).toEqual(["verdict", "corrected"]);
    });

    it("that the runner can't finish leaves everything as it was, and says so", async () => {
      const season = await newSeason(world);
      const id = await decidedRound(season, { A: 0.7, B: 1 });
      const before = await creditOf(db(), id);
      await rerunPitch(world.game, { season, host: "hanna", letter: "A", reason: "once more" });
      const fault = { outcome: "fault", kind: "lost", message: "gone", log: "" } as const;
      for (let attempt = 1; attempt <= 3; attempt++) await runAll(world, season, () => fault);
      expect(await creditOf(db(), id)).toEqual(before);
      expect((await announced(world, season)).at(-1)).toBe("corrected");
    });
  });

  describe("lessons and locks", () => {
    it("a host eliminates an approach whose compile error is the hardware's: measured, in that round", async () => {
      const season = await newSeason(world);
      const id = await decidedRound(season, { A: 1, B: 1 });
      const lesson = { season, host: "hanna", text: "MmaMXF4NVF4Op requires 128x128.", approach: "stages" } as const;
      expect(await writeLesson(world.game, { ...lesson, status: "eliminated" })).toEqual({ evidence: "measured" });
      const found = (await roundView(db(), id)).approaches.find(({ key }) => key === "stages");
      expect(found).toMatchObject({ why: [lesson.text], taughtBy: "round 1", evidence: "measured" });
    });

    it("without a measurement a host's word is argued; its words can be mended, and the old ones stay on record", async () => {
      const season = await newSeason(world);
      await openRound(world.game, { season, title: "A round", host: "hanna" });
      const lesson = { season, host: "hanna", approach: "tiles", status: "eliminated" } as const;
      expect(await writeLesson(world.game, { ...lesson, text: "Too smal." })).toEqual({ evidence: "argued" });
      const { id } = await getSeason(db(), season);
      const [old] = await lessonsLearned(db(), id);
      await writeLesson(world.game, { season, host: "hanna", text: "Too small.", mends: old?.id });
      expect(await lessonsLearned(db(), id)).toMatchObject([{ text: "Too small.", status: "eliminated" }]);
      expect((await latestRound(db(), season))?.approaches.find(({ key }) => key === "tiles")?.why).toEqual([
        "Too small.",
      ]);
      const unknown = writeLesson(world.game, { season, host: "hanna", text: "x", mends: 99_999 });
      await expect(unknown).rejects.toMatchObject({ code: "unknown-lesson" });
      const nowhere = writeLesson(world.game, { season, host: "hanna", text: "x", approach: "stage" });
      await expect(nowhere).rejects.toMatchObject({
        message: 'This season has no approach "stage"; did you mean "stages"?',
      });
    });

    it("a locked knob is shown locked with its reason, until it is lifted", async () => {
      const season = await newSeason(world);
      await openRound(world.game, { season, title: "A round", host: "hanna" });
      const knob = { season, host: "hanna", knob: "num_ab_stage", reason: "More stages only add overhead." };
      await lockKnob(world.game, knob);
      const locked = async () => (await kernelView(db(), season)).knobs[0]?.allowed;
      expect(await locked()).toMatchObject({ kind: "locked", why: knob.reason });
      await expect(lockKnob(world.game, knob)).rejects.toMatchObject({ code: "locked-already" });
      await liftLock(world.game, { ...knob, reason: "another kernel now" });
      expect(await locked()).toMatchObject({ kind: "range" });
      await expect(liftLock(world.game, knob)).rejects.toMatchObject({ code: "not-locked" });
      const slip = lockKnob(world.game, { ...knob, knob: "num_ab_stages" });
      await expect(slip).rejects.toMatchObject({ message: expect.stringContaining("did you mean num_ab_stage?") });
    });
  });

  describe("a revised problem", () => {
    const problem = { name: "p", title: "P", sha256: "9".repeat(64), labels: ["one", "two"], bundle: {}, limits: {} };
    const revise = (season: string, over: object = {}) =>
      reviseProblem(world.game, {
        season,
        host: "hanna",
        reason: "the reference rounded the wrong way",
        problem,
        baseline: null,
        taint: false,
        ...over,
      });

    it("taints what leaned on the old one: void ballots, verdicts kept, and the baseline goes on under the new version", async () => {
      const season = await newSeason(world);
      const id = await decidedRound(season, { A: 0.7, B: 1 });
      expect(await revise(season, { taint: true })).toEqual({ version: 2, tainted: 2 });
      const view = await roundView(db(), id);
      expect(view.verdicts.map(({ verdict, ruling }) => [verdict.verdict, verdict.success, ruling?.tainted])).toEqual([
        ["slower", null, true],
        ["no difference", null, true],
      ]);
      expect((await creditOf(db(), id)).points.get("sid")).toBe(0);
      expect((await getSeason(db(), season)).problem.sha256).toBe(problem.sha256);
      expect((await announced(world, season)).at(-1)).toBe("corrected");
    });

    it("needs something to be different, and no open round", async () => {
      const season = await newSeason(world);
      await openRound(world.game, { season, title: "A round", host: "hanna" });
      await expect(revise(season)).rejects.toMatchObject({ code: "round-open" });
      await cancelRound(world.game, { season, host: "hanna", reason: "revising" });
      await revise(season);
      await expect(revise(season)).rejects.toMatchObject({ code: "not-revised" });
      await expect(revise(season, { baseline: kernel("mended") })).resolves.toMatchObject({ tainted: 0 });
    });
  });

  describe("roles", () => {
    const as = (roles: Roles) => ({ ...world.game, roles });

    it("where hosts are named, only they open rounds, and deputies act on every round", async () => {
      const season = await newSeason(world);
      const game = as({ hosts: ["hanna"], deputies: ["dan"] });
      const open = (host: string) => openRound(game, { season, title: "A round", host });
      await expect(open("mallory")).rejects.toMatchObject({ code: "not-host", hint: "Ask hanna or dan." });
      await open("hanna");
      const cancel = (host: string) => cancelRound(game, { season, host, reason: "enough" });
      await expect(cancel("mallory")).rejects.toMatchObject({
        message: "Only hanna, the host of round 1, or dan can cancel it.",
      });
      await expect(cancel("dan")).resolves.toMatchObject({ now: { state: "cancelled" } });
    });

    it("where nobody is named, whoever hosted may decide what belongs to no round", async () => {
      const season = await newSeason(world);
      const lesson = (host: string) => writeLesson(world.game, { season, host, text: "A lesson." });
      await expect(lesson("hanna")).rejects.toMatchObject({ code: "not-host" });
      await openRound(world.game, { season, title: "A round", host: "hanna" });
      await expect(lesson("hanna")).resolves.toBeDefined();
      await expect(lesson("mallory")).rejects.toMatchObject({ hint: "Ask hanna." });
    });

    it("an agent hosts only where it is named itself, whoever owns it", async () => {
      const season = await newSeason(world);
      const open = (host: string, roles?: Game["roles"]) =>
        openRound(roles ? { ...world.game, roles } : world.game, { season, title: "A round", host });
      await expect(open("hanna/robo")).rejects.toMatchObject({ code: "not-host", hint: /Ask hanna, / });
      const hosts = { hosts: ["hanna"], deputies: [] };
      await expect(open("hanna/robo", hosts)).rejects.toMatchObject({ code: "not-host", hint: "Ask hanna." });
      await open("hanna/robo", { hosts: ["hanna/robo"], deputies: [] });
    });

    it("a banned person is told why and by whom; hosts are never banned", async () => {
      const season = await newSeason(world);
      await openRound(world.game, { season, title: "A round", host: "hanna" });
      const ban = { season, host: "hanna", person: "pete", reason: "Floods the bench." };
      await banPerson(world.game, ban);
      const { id } = await getSeason(db(), season);
      await expect(refuseBanned(db(), id, "pete")).rejects.toMatchObject({
        message: "You are banned from this season: Floods the bench.",
      });
      await expect(banPerson(world.game, ban)).rejects.toMatchObject({ code: "banned-already" });
      await expect(banPerson(world.game, { ...ban, person: "hanna" })).rejects.toMatchObject({ code: "host-banned" });
      await expect(refuseBanned(db(), id, "pete/robo")).rejects.toMatchObject({
        message: "pete, whose agent you are, is banned from this season: Floods the bench.",
      });
      await unbanPerson(world.game, { ...ban, reason: "talked it over" });
      await expect(refuseBanned(db(), id, "pete")).resolves.toBeUndefined();
      await expect(unbanPerson(world.game, ban)).rejects.toMatchObject({ code: "not-banned" });
      await banPerson(world.game, { ...ban, person: "hanna/robo" });
      await expect(refuseBanned(db(), id, "hanna/robo")).rejects.toMatchObject({ message: /^You are banned/ });
      for (const name of ["hanna", "hanna/hal"]) await expect(refuseBanned(db(), id, name)).resolves.toBeUndefined();
    });
  });
});

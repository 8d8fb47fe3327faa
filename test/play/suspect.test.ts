import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { needsHostCard } from "../../src/bot/cards/needs-host-card.ts";
import { roundView } from "../../src/rounds/memory/round-view.ts";
import { decideRound } from "../../src/rounds/play/decide-round.ts";
import { overrideVerdict } from "../../src/rounds/play/host/override-verdict.ts";
import { closeVoting, openVoting } from "../../src/rounds/play/move-round.ts";
import { openRound } from "../../src/rounds/play/open-round.ts";
import type { Report } from "../../src/rounds/report.ts";
import { brokenInvariants } from "../../src/rounds/store/invariants.ts";
import { alone, calm } from "../rounds/judging/sample-gpu-report.ts";
import {
  databaseKinds,
  newSeason,
  openWorld,
  pitch,
  type QueuedRun,
  queuedRuns,
  reportOf,
  runAll,
  vote,
  type World,
} from "./world.ts";

let world: World;
const db = () => world.database.db;

/** A GPU's report of such pairs, in which each side alone takes what these say. */
function onGpu(run: QueuedRun, inPairs: number, byItself: number): Report {
  const report = reportOf(run, inPairs);
  const integrity = [100_000, 200_000].flatMap((ns, index) => {
    const label = report.cases[index]?.label ?? "";
    return [alone("baseline", label, ns), alone("candidate", label, ns / byItself)];
  });
  const cases = report.cases.map((each) => ({
    ...each,
    clock: "gpu" as const,
    conditions: each.blocks.map(() => calm),
  }));
  const machine = { name: "NVIDIA H100 80GB HBM3", kind: "gpu" as const, facts: {} };
  return { ...report, machine, cases, integrity, sandbox: "full" };
}

const cheating = (run: QueuedRun): Report => ({
  ...onGpu(run, 1.5, 1.5),
  tampering: [{ side: "candidate", stage: "time", what: "timer", detail: "Event.record was replaced" }],
});

/** A round whose only pitch was funded, up to its run. */
async function votedRound(season: string): Promise<number> {
  const id = await openRound(world.game, { season, title: "A round", host: "hanna" });
  await runAll(world, season, (run) => onGpu(run, 1, 1));
  await pitch(world, season, { title: `a pitch of ${season}` });
  await openVoting(world.game, season);
  await vote(world, season, "sid", "A", { A: 100 });
  await closeVoting(world.game, season);
  return id;
}

describe.each(databaseKinds)("on the %s database:", (kind) => {
  beforeAll(async () => {
    world = await openWorld(kind);
  });
  afterAll(async () => {
    expect(await brokenInvariants(db())).toEqual([]);
    await world[Symbol.asyncDispose]();
  });

  describe("R19: a candidate whose timings disagree", () => {
    it("is not promoted: the round asks its host, with both numbers, and ballots are void", async () => {
      const season = await newSeason(world);
      const id = await votedRound(season);
      await runAll(world, season, (run) => onGpu(run, 2.43, 1));
      const view = await roundView(db(), id);
      expect(view.row.round.now).toMatchObject({ state: "needs-host", question: "suspect" });
      const told = JSON.stringify(needsHostCard(view));
      expect(told).toContain("×2.43");
      expect(told).toContain("×1 (100 µs and 100 µs) each alone");
      expect(view.verdicts[0]).toMatchObject({
        verdict: { verdict: "suspect", success: null, checkedAlone: true },
        ran: { sandbox: "full", conditions: { smMhz: [1980, 1980], hottestC: 41 } },
      });
      await decideRound(world.game, { season, host: "hanna", promote: null, reason: "both numbers can't be true" });
      const { row, scoreboard, baseline } = await roundView(db(), id);
      expect(row.round.now).toMatchObject({ state: "decided", promoted: null });
      expect(baseline.promotedFrom).toBeNull();
      expect(scoreboard.credibility).toBe(0);
    });

    it("believed by its host, is measured again, and stays unpromoted while it is suspect", async () => {
      const season = await newSeason(world);
      const id = await votedRound(season);
      await runAll(world, season, (run) => onGpu(run, 2.43, 1));
      await overrideVerdict(world.game, { season, host: "hanna", letter: "A", verdict: "faster", reason: "a fluke" });
      await runAll(world, season, (run) => onGpu(run, 2.43, 1));
      expect((await roundView(db(), id)).row.round.now).toMatchObject({ state: "decided", promoted: null });
    });
  });

  it("R19: tampering ends a pitch against the rules, and the round goes on without it", async () => {
    const season = await newSeason(world);
    const id = await votedRound(season);
    await runAll(world, season, cheating);
    const { row, verdicts } = await roundView(db(), id);
    expect(row.round.now).toMatchObject({ state: "decided", promoted: null });
    expect(verdicts[0]?.verdict).toMatchObject({ verdict: "against the rules", success: false });
  });

  describe("R23: a runner's own fault moves nothing", () => {
    const throttled = (run: QueuedRun): Report => {
      const report = onGpu(run, 1.5, 1.5);
      const struck = { ...calm, throttle: ["hw_thermal_slowdown"] };
      return { ...report, cases: report.cases.map((each) => ({ ...each, conditions: each.blocks.map(() => struck) })) };
    };

    it("a throttled run is tried again, and counts when it is calm", async () => {
      const season = await newSeason(world);
      const id = await votedRound(season);
      await runAll(world, season, throttled);
      expect((await roundView(db(), id)).verdicts).toEqual([]);
      const [again] = await queuedRuns(world, season);
      expect(again?.attempt).toBe(2);
      await runAll(world, season, (run) => onGpu(run, 1.5, 1.5));
      expect((await roundView(db(), id)).verdicts[0]?.verdict).toMatchObject({ verdict: "faster", checkedAlone: true });
    });

    it("a runner that calls the baseline different from itself opens no round: its host is asked", async () => {
      const season = await newSeason(world);
      const id = await openRound(world.game, { season, title: "A round", host: "hanna" });
      for (let attempt = 1; attempt <= 3; attempt++) await runAll(world, season, (run) => onGpu(run, 1.02, 1));
      expect((await roundView(db(), id)).row.round.now).toMatchObject({
        state: "needs-host",
        question: "runner-fault",
      });
    });

    it("a GPU's own limits are the targets of a season that names none for it", async () => {
      const season = await newSeason(world);
      const id = await openRound(world.game, { season, title: "A round", host: "hanna" });
      await runAll(world, season, (run) => {
        const report = onGpu(run, 1, 1);
        const rates = { bytesPerSecond: 2e12, operationsPerSecond: 1e15, how: "a copy" };
        const work = report.cases.map(({ label }) => ({ label, bytes: 40e6, operations: 1e9 }));
        return { ...report, machine: { ...report.machine, rates }, work };
      });
      const { reading } = (await roundView(db(), id)).baseline;
      expect(reading?.cases.map(({ target }) => target)).toEqual([
        { us: 20, limitBy: "bytes" },
        { us: 20, limitBy: "bytes" },
      ]);
    });
  });
});

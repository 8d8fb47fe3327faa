import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { roundView } from "../../src/rounds/memory/round-view.ts";
import { closeBuilding, closeVoting, openVoting, settlePromotion } from "../../src/rounds/play/move-round.ts";
import { openRound } from "../../src/rounds/play/open-round.ts";
import { handInCandidate } from "../../src/rounds/play/pitches/hand-in-candidate.ts";
import { recordReport } from "../../src/rounds/play/runs/record-report.ts";
import { recoverRuns } from "../../src/rounds/play/runs/recover-runs.ts";
import { getRound } from "../../src/rounds/store/rounds.ts";
import { verdictsOf } from "../../src/rounds/store/verdicts.ts";
import { storeOutcome, takeRun } from "../../src/rounds/store/worker-queries.ts";
import {
  announced,
  databaseKinds,
  newSeason,
  openWorld,
  pitch,
  queuedRuns,
  reportOf,
  runAll,
  runOne,
  vote,
  type World,
} from "./world.ts";

let world: World;

const open = (season: string) => openRound(world.game, { season, title: "A round", host: "hanna" });
const stateOf = async (id: number) => (await getRound(world.database.db, id)).round.now;
const fault = { outcome: "fault", kind: "lost", message: "the machine went away", log: "" } as const;

/** Opens a round with these pitches on the table and its vote open. */
async function votingRound(season: string, ...pitches: Parameters<typeof pitch>[2][]) {
  const id = await open(season);
  await runAll(world, season, (run) => reportOf(run, 1));
  for (const each of pitches) await pitch(world, season, each);
  await openVoting(world.game, season);
  return id;
}

describe.each(databaseKinds)("on the %s database:", (kind) => {
  beforeAll(async () => {
    world = await openWorld(kind);
  });
  afterAll(() => world[Symbol.asyncDispose]());

  describe("a whole round", () => {
    it("goes from the baseline's check to a promoted baseline, a paid shark and a line on the scoreboard", async () => {
      const season = await newSeason(world);
      const id = await votingRound(season, { title: "fast" }, { title: "slow", approach: "tiles" });
      await vote(world, season, "sid", "A", { A: 100, B: 0 });
      await vote(world, season, "sue", "B", { B: 100 });
      await vote(world, season, "sam", "A", { A: 80 });
      await closeVoting(world.game, season);
      await runAll(world, season, (run) => reportOf(run, run.letter === "A" ? 1.5 : 0.7));
      expect((await stateOf(id)).state).toBe("confirming");
      await runAll(world, season, (run) => reportOf(run, 1.5));
      const view = await roundView(world.database.db, id);
      expect(view.phase).toBe("decided");
      expect(view.scoreboard.lines).toMatchObject([{ winner: "fast", reality: "1.50x faster", success: true }]);
      expect(view.approaches.find(({ key }) => key === "stages")?.status).toBe("proven");
      expect(view.approaches.find(({ key }) => key === "tiles")?.status).toBe("eliminated");
      // sid: +16.67 and +16.67; sue: −50; sam: 50 · (0.25 − 0.04) / 0.75 = +14; the panel has their mean.
      expect(view.scoreboard.credibility).toBeCloseTo((16.6667 - 50 + 14) / 3, 3);
      expect(await announced(world, season)).toEqual([
        "round-opened",
        "pitched",
        "pitched",
        "voting-opened",
        "tally",
        "verdict",
        "verdict",
        "decided",
      ]);
      const next = await open(season);
      const { baseline } = await roundView(world.database.db, next);
      expect(baseline.promotedFrom).toBe("fast");
    });

    it("goes back to baseline when the best does not hold up on fresh samples", async () => {
      const season = await newSeason(world);
      const id = await votingRound(season, { title: "lucky" });
      await vote(world, season, "sid", "A", { A: 60 });
      await closeVoting(world.game, season);
      await runAll(world, season, (run) => reportOf(run, 1.05));
      await runAll(world, season, (run) => reportOf(run, 1));
      expect(await stateOf(id)).toMatchObject({ state: "decided", promoted: null, unconfirmed: expect.any(Number) });
      expect((await roundView(world.database.db, id)).approaches.find(({ key }) => key === "stages")?.status).toBe(
        "viable",
      );
    });

    it("waits for the code of a funded pitch, and runs it once it is handed in", async () => {
      const season = await newSeason(world);
      const id = await votingRound(season, { title: "later", code: null });
      await vote(world, season, "sid", "A", { A: 60 });
      await closeVoting(world.game, season);
      expect((await stateOf(id)).state).toBe("building");
      await handInCandidate(world.game, { season, letter: "A", files: { "kernel.ts": "// late" } });
      expect(await queuedRuns(world, season)).toMatchObject([{ purpose: "verdict", letter: "A", candidate: true }]);
    });

    it("records what was not built, void for the ballots", async () => {
      const season = await newSeason(world);
      const id = await votingRound(season, { title: "never", code: null });
      await vote(world, season, "sid", "A", { A: 100 });
      await closeVoting(world.game, season);
      await closeBuilding(world.game, season);
      expect(await verdictsOf(world.database.db, id)).toMatchObject([
        { verdict: { verdict: "not built", success: null } },
      ]);
      expect((await roundView(world.database.db, id)).scoreboard).toMatchObject({ counted: 0, credibility: 0 });
    });

    it("asks the host when the baseline computes the wrong thing, and optimises nothing", async () => {
      const season = await newSeason(world);
      const id = await open(season);
      await runAll(world, season, (run) => ({
        ...reportOf(run, 1),
        checks: [
          { side: "baseline", stage: "check", label: "one", elements: 4, mismatched: 1, maxError: 2, rtol: 0, atol: 0 },
        ],
      }));
      expect(await stateOf(id)).toMatchObject({ state: "needs-host", question: "baseline-wrong" });
      await expect(pitch(world, season, { title: "fast" })).resolves.toMatchObject({ round: null });
    });

    it("leaves a mixed verdict to the host, and keeps the answer's reason", async () => {
      const season = await newSeason(world);
      const id = await votingRound(season, { title: "mixed" });
      await vote(world, season, "sid", "A", { A: 60 });
      await closeVoting(world.game, season);
      await runAll(world, season, (run) => {
        const [fast, slow] = [reportOf(run, 2), reportOf(run, 0.8)];
        return { ...fast, cases: [...fast.cases.slice(0, 1), ...slow.cases.slice(1)] };
      });
      expect(await stateOf(id)).toMatchObject({ state: "needs-host", question: "mixed" });
      await settlePromotion(world.game, season, { host: "hanna", promoted: null, reason: "the slow case matters" });
      expect((await stateOf(id)).state).toBe("decided");
      const decisions = await world.database.db.selectFrom("decision").selectAll().where("round_id", "=", id).execute();
      expect(decisions).toMatchObject([{ host: "hanna", reason: "the slow case matters" }]);
    });
  });

  describe("R2: state, runs and announcements commit together or not at all", () => {
    it("leaves nothing behind when the job can't be enqueued", async () => {
      const season = await newSeason(world);
      const id = await votingRound(season, { title: "fast" });
      await vote(world, season, "sid", "A", { A: 60 });
      const before = { state: await stateOf(id), announced: await announced(world, season) };
      const { database } = world;
      const queue = { ...database.queue, send: () => Promise.reject(new Error("the queue is gone")) };
      const broken = { ...world.game, database: { ...database, queue } };
      await expect(closeVoting(broken, season)).rejects.toThrow("the queue is gone");
      expect({ state: await stateOf(id), announced: await announced(world, season) }).toEqual(before);
      expect(await queuedRuns(world, season)).toEqual([]);
    });
  });

  describe("R3: a run is recorded once", () => {
    async function oneRun(season: string) {
      const id = await votingRound(season, { title: "fast" });
      await vote(world, season, "sid", "A", { A: 60 });
      await closeVoting(world.game, season);
      const [run] = await queuedRuns(world, season);
      if (!run) throw new Error("no run was queued");
      return { id, run };
    }

    it("a superseded attempt cannot complete its run", async () => {
      const season = await newSeason(world);
      const { id, run } = await oneRun(season);
      const old = { runId: run.id, attempt: run.attempt };
      await takeRun(world.database, old, world.clock.at);
      await recoverRuns(world.game);
      const stored = await storeOutcome(
        world.database,
        old,
        { outcome: "report", report: reportOf(run, 9) },
        world.clock.at,
      );
      expect(stored).toBe(false);
      await recordReport(world.game, old);
      expect(await verdictsOf(world.database.db, id)).toEqual([]);
      await runAll(world, season, (again) => reportOf(again, 0.7));
      expect(await verdictsOf(world.database.db, id)).toMatchObject([{ verdict: { verdict: "slower" } }]);
    });

    it("a repeated report changes nothing, and its verdict is announced once", async () => {
      const season = await newSeason(world);
      const { id, run } = await oneRun(season);
      await runOne(world, run, reportOf(run, 0.7));
      const once = { state: await stateOf(id), announced: await announced(world, season) };
      await runOne(world, run, reportOf(run, 5));
      await recordReport(world.game, { runId: run.id, attempt: run.attempt });
      expect({ state: await stateOf(id), announced: await announced(world, season) }).toEqual(once);
    });

    it("two workers with the same job: one gets the run", async () => {
      const season = await newSeason(world);
      const { run } = await oneRun(season);
      const job = { runId: run.id, attempt: run.attempt };
      const taken = await Promise.all([1, 2, 3].map(() => takeRun(world.database, job, world.clock.at)));
      expect(taken.filter((each) => each !== null)).toHaveLength(1);
    });
  });

  describe("R5: our own faults", () => {
    it("are retried twice, then told to the host, and nothing else moves", async () => {
      const season = await newSeason(world);
      const id = await votingRound(season, { title: "fast" });
      await vote(world, season, "sid", "A", { A: 100 });
      await closeVoting(world.game, season);
      for (const attempt of [1, 2, 3]) {
        expect(await queuedRuns(world, season)).toMatchObject([{ attempt }]);
        await runAll(world, season, () => fault);
      }
      expect(await stateOf(id)).toMatchObject({ state: "needs-host", question: "runner-fault" });
      expect(await verdictsOf(world.database.db, id)).toEqual([]);
      expect((await roundView(world.database.db, id)).scoreboard.credibility).toBe(0);
    });

    it("a runner that stopped itself is told to the host at once, with its reason, and what waits for it is given up", async () => {
      const season = await newSeason(world);
      const id = await votingRound(season, { title: "fast" }, { title: "slow" });
      await vote(world, season, "sid", "A", { A: 100, B: 10 });
      await closeVoting(world.game, season);
      const [first] = await queuedRuns(world, season);
      if (!first) throw new Error("two runs were expected");
      await runOne(world, first, { ...fault, kind: "guard", message: "The baseline against itself was faster." });
      const { row, runnerFault } = await roundView(world.database.db, id);
      expect(row.round.now).toMatchObject({ state: "needs-host", question: "runner-fault" });
      expect(runnerFault).toBe("The baseline against itself was faster.");
      expect(await queuedRuns(world, season)).toEqual([]);
    });

    it("an opening that finds the baseline unlike itself is the runner's fault, and the host is told by how much", async () => {
      const season = await newSeason(world);
      const id = await open(season);
      for (const _ of [1, 2, 3]) await runAll(world, season, (run) => reportOf(run, 1.2));
      const { row, runnerFault } = await roundView(world.database.db, id);
      expect(row.round.now).toMatchObject({ state: "needs-host", question: "runner-fault" });
      expect(runnerFault).toMatch(/calls the baseline different from itself by ×1\.2000 \[.*\] on one and 1 more/);
    });

    it("a restart is nobody's fault: ten of them leave the three tries", async () => {
      const season = await newSeason(world);
      await votingRound(season, { title: "fast" });
      await vote(world, season, "sid", "A", { A: 100 });
      await closeVoting(world.game, season);
      for (let restart = 0; restart < 10; restart++) {
        const [run] = await queuedRuns(world, season);
        if (run) await takeRun(world.database, { runId: run.id, attempt: run.attempt }, world.clock.at);
        await recoverRuns(world.game);
      }
      const rows = await world.database.db
        .selectFrom("run")
        .select(["attempt", "faults"])
        .where("purpose", "=", "verdict")
        .orderBy("id", "desc")
        .limit(1)
        .execute();
      expect(rows).toEqual([{ attempt: 11, faults: 0 }]);
    });
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { roundView } from "../../src/rounds/memory/round-view.ts";
import { cancelRound } from "../../src/rounds/play/cancel-round.ts";
import { closeVoting, openVoting } from "../../src/rounds/play/move-round.ts";
import { openRound } from "../../src/rounds/play/open-round.ts";
import { handInCandidate } from "../../src/rounds/play/pitches/hand-in-candidate.ts";
import { answerQuestion } from "../../src/rounds/play/talk/answer-question.ts";
import { askQuestion } from "../../src/rounds/play/talk/ask-question.ts";
import { demandProof } from "../../src/rounds/play/talk/demand-proof.ts";
import { startOwedProofs } from "../../src/rounds/play/talk/start-proof.ts";
import { withdrawBallot } from "../../src/rounds/play/votes/withdraw-ballot.ts";
import type { PitchId } from "../../src/rounds/round/round-state.ts";
import { approachesOf } from "../../src/rounds/store/approaches.ts";
import { brokenInvariants } from "../../src/rounds/store/invariants.ts";
import { insertPitch, setPitchSource } from "../../src/rounds/store/pitches.ts";
import { getProof } from "../../src/rounds/store/proofs.ts";
import { getSeason } from "../../src/rounds/store/seasons.ts";
import { putSource } from "../../src/rounds/store/sources.ts";
import { takeRun } from "../../src/rounds/store/worker-queries.ts";
import {
  announced,
  databaseKinds,
  kernel,
  newSeason,
  openWorld,
  pitch,
  proofReportOf,
  queuedRuns,
  reportOf,
  runAll,
  vote,
  type World,
} from "./world.ts";

let world: World;

const lost = { outcome: "fault", kind: "lost", message: "the machine went away", log: "" } as const;

async function pitchingRound(code: string | null = "mine", rules: object = {}) {
  const season = await newSeason(world, { rules });
  const id = await openRound(world.game, { season, title: "A round", host: "hanna" });
  await runAll(world, season, (run) => reportOf(run, 1));
  await pitch(world, season, { title: "mine", author: "ada", code });
  return { season, id };
}

async function onBench(season: string, code: string | null): Promise<PitchId> {
  const { id: seasonId } = await getSeason(world.database.db, season);
  const at = world.clock.at;
  const content = { title: "Benched", approach: "tiles", authors: ["bob"], prediction: { low: 2, high: 2 } };
  return world.database.transaction(async (tx) => {
    const sourceSha256 = code === null ? null : await putSource(tx, kernel(code), at);
    return insertPitch(tx, { seasonId, roundId: null, letter: "B", content, sourceSha256, at });
  });
}

const ask = (season: string, letter: string, text = "which case?") =>
  askQuestion(world.game, { season, by: "sue", letter, text });
const prove = (season: string, letter = "A", caseLabel?: string) =>
  demandProof(world.game, { season, by: "sue", letter, caseLabel });
const proofOf = async (id: number) => getProof(world.database.db, id);

describe.each(databaseKinds)("on the %s database:", (kind) => {
  beforeAll(async () => {
    world = await openWorld(kind);
  });
  afterAll(async () => {
    expect(await brokenInvariants(world.database.db)).toEqual([]);
    await world[Symbol.asyncDispose]();
  });

  describe("questions", () => {
    it("are numbered through the season, also when ten are asked at once, and stand on their pitch", async () => {
      const { season, id } = await pitchingRound();
      await onBench(season, null);
      await Promise.all(Array.from({ length: 10 }, (_, index) => ask(season, index % 2 === 0 ? "A" : "B")));
      const { questions } = await roundView(world.database.db, id);
      expect(questions).toHaveLength(5);
      const { question } = await ask(season, "A");
      expect(question.number).toBe(11);
    });

    it("are answered by an author, who may mend the answer; both are told, and notify nobody", async () => {
      const { season, id } = await pitchingRound();
      await ask(season, "A");
      const answer = (text: string) => answerQuestion(world.game, { season, by: "ada", number: 1, text });
      expect(await answer("both")).toMatchObject({ mended: false });
      world.clock.at = new Date(world.clock.at.getTime() + 1000);
      expect(await answer("only the second")).toMatchObject({ mended: true });
      const { questions } = await roundView(world.database.db, id);
      expect(questions).toMatchObject([{ number: 1, asker: "sue", answer: { by: "ada", text: "only the second" } }]);
      expect(await announced(world, season)).toEqual(["round-opened", "pitched", "question", "question", "question"]);
      const { db } = world.database;
      const notifying = await db
        .selectFrom("outbox")
        .select("id")
        .where("kind", "=", "question")
        .where("notify", "=", true)
        .execute();
      expect(notifying).toEqual([]);
    });

    it("stay possible while voting, and end with the round", async () => {
      const { season } = await pitchingRound();
      await openVoting(world.game, season);
      await ask(season, "A");
      await cancelRound(world.game, { season, host: "hanna", reason: "x" });
      await expect(ask(season, "A")).rejects.toMatchObject({ code: "round-over" });
      const late = answerQuestion(world.game, { season, by: "ada", number: 1, text: "too late" });
      await expect(late).rejects.toMatchObject({ code: "round-over" });
    });
  });

  describe("a proof", () => {
    it("builds and checks before the vote, is pinned to the pitch, and neither scores nor moves an approach", async () => {
      const { season, id } = await pitchingRound();
      const { proof, isNew } = await prove(season);
      expect([proof.state, isNew]).toEqual(["running", true]);
      const [run] = await queuedRuns(world, season);
      expect(run).toMatchObject({ purpose: "proof", letter: "A" });
      await runAll(world, season, (each) => proofReportOf(each));
      expect(await proofOf(proof.id)).toMatchObject({
        state: "judged",
        outcome: { passed: true, detail: "It builds, and all 2 of its cases and tests are correct.", cases: [] },
      });
      const { db } = world.database;
      const view = await roundView(db, id);
      expect(view.verdicts).toEqual([]);
      expect(view.scoreboard.lines).toEqual([]);
      const seasonId = (await getSeason(db, season)).id;
      expect((await approachesOf(db, seasonId)).find(({ key }) => key === "stages")?.status).toBe("viable");
      expect((await announced(world, season)).at(-1)).toBe("proof");
    });

    it("that fails says how, with its first line", async () => {
      const { season } = await pitchingRound();
      const { proof } = await prove(season);
      await runAll(world, season, (each) => proofReportOf(each, true));
      const { outcome } = await proofOf(proof.id);
      expect(outcome).toMatchObject({ passed: false, detail: expect.stringMatching(/^one: 7 of 64 elements/) });
    });

    it("of the same code and case is shown, and not run again; of mended code it runs", async () => {
      const { season } = await pitchingRound();
      const first = await prove(season);
      expect(await prove(season)).toMatchObject({ isNew: false, proof: { id: first.proof.id, state: "running" } });
      await runAll(world, season, (each) => proofReportOf(each));
      expect(await prove(season)).toMatchObject({ isNew: false, proof: { state: "judged" } });
      await world.database.transaction(async (tx) =>
        setPitchSource(tx, first.pitch.id, await putSource(tx, kernel("mended"), world.clock.at)),
      );
      expect(await prove(season)).toMatchObject({ isNew: true, proof: { state: "running" } });
    });

    it("demanded by many at once is one", async () => {
      const { season } = await pitchingRound();
      const demanded = await Promise.all([1, 2, 3, 4, 5].map(() => prove(season)));
      expect(demanded.filter(({ isNew }) => isNew)).toHaveLength(1);
      expect(await queuedRuns(world, season)).toHaveLength(1);
    });

    it("waits for code where there is none, and starts when it comes", async () => {
      const { season } = await pitchingRound(null);
      const { proof } = await prove(season);
      expect(proof).toMatchObject({ state: "waiting", code: null });
      expect((await announced(world, season)).at(-1)).toBe("proof");
      await openVoting(world.game, season);
      await vote(world, season, "sid", "A", { A: 60 });
      await closeVoting(world.game, season);
      await handInCandidate(world.game, { season, letter: "A", files: kernel("late"), by: "ada" });
      expect((await queuedRuns(world, season)).map(({ purpose }) => purpose)).toEqual(["proof", "verdict"]);
      await runAll(world, season, (each) => (each.purpose === "proof" ? proofReportOf(each) : reportOf(each, 0.7)));
      expect(await proofOf(proof.id)).toMatchObject({ state: "judged", outcome: { passed: true } });
    });

    it("of a pitch on the bench runs against the season's baseline, and its owed one starts with its code", async () => {
      const { season } = await pitchingRound();
      const id = await onBench(season, null);
      const { proof } = await prove(season, "B");
      expect(proof.state).toBe("waiting");
      await world.database.transaction(async (tx) => {
        await setPitchSource(tx, id, await putSource(tx, kernel("benched"), world.clock.at));
        await startOwedProofs(tx, world.game, id);
      });
      expect(await queuedRuns(world, season)).toMatchObject([{ purpose: "proof", letter: "B" }]);
      await runAll(world, season, (each) => proofReportOf(each));
      expect((await proofOf(proof.id)).outcome?.passed).toBe(true);
    });

    it("asks the runner to time nothing, or the one case that the rules allow", async () => {
      const takenBy = async (rules: object, label?: string) => {
        const { season } = await pitchingRound("mine", rules);
        await prove(season, "A", label);
        const [run] = await queuedRuns(world, season);
        if (!run) throw new Error("no run");
        return (await takeRun(world.database, { runId: run.id, attempt: 1 }, world.clock.at))?.timedCases;
      };
      expect(await takenBy({})).toEqual([]);
      expect(await takenBy({ proofTiming: true }, " TWO ")).toEqual(["two"]);
    });

    it("with a case tells its speedup on its interval", async () => {
      const { season } = await pitchingRound("mine", { proofTiming: true });
      const { proof } = await prove(season, "A", "two");
      await runAll(world, season, (each) => {
        const timed = reportOf(each, 1.5);
        return {
          ...proofReportOf(each),
          cases: timed.cases.map((it) => (it.label === "two" ? it : { ...it, blocks: [] })),
        };
      });
      const { outcome } = await proofOf(proof.id);
      expect(outcome?.cases).toMatchObject([{ label: "two", verdict: "faster", speedup: expect.closeTo(1.5, 2) }]);
    });

    it("is given up after three of the runner's failures, told, and may be demanded again", async () => {
      const { season, id } = await pitchingRound();
      const { proof } = await prove(season);
      for (const _ of [1, 2, 3]) await runAll(world, season, () => lost);
      expect(await proofOf(proof.id)).toMatchObject({ state: "abandoned", outcome: null });
      expect((await announced(world, season)).at(-1)).toBe("proof");
      expect((await roundView(world.database.db, id)).phase).toBe("pitching");
      expect(await prove(season)).toMatchObject({ isNew: true });
    });

    it("that is not done when its round ends is cancelled", async () => {
      const { season } = await pitchingRound();
      const { proof } = await prove(season);
      await cancelRound(world.game, { season, host: "hanna", reason: "x" });
      expect(await proofOf(proof.id)).toMatchObject({ state: "cancelled" });
      expect(await queuedRuns(world, season)).toEqual([]);
    });

    it("in a repair round runs the code alone, in the wrong baseline's place", async () => {
      const season = await newSeason(world);
      await openRound(world.game, { season, title: "Mend it", host: "hanna", kind: "repair" });
      await pitch(world, season, { title: "mine" });
      const { proof } = await prove(season);
      const [run] = await queuedRuns(world, season);
      expect(run).toMatchObject({ purpose: "proof", candidate: false });
      await runAll(world, season, (each) => proofReportOf(each, true));
      expect((await proofOf(proof.id)).outcome).toMatchObject({ passed: false });
    });
  });

  describe("a withdrawn ballot", () => {
    it("counts no more, is kept as a change, and may be followed by another", async () => {
      const { season, id } = await pitchingRound();
      await openVoting(world.game, season);
      await vote(world, season, "sid", "A", { A: 60 });
      await vote(world, season, "sid", "A", { A: 70 });
      await withdrawBallot(world.game, { season, shark: "sid" });
      expect((await roundView(world.database.db, id)).ballotsCast).toBe(0);
      expect(await brokenInvariants(world.database.db)).toEqual([]);
      expect(await vote(world, season, "sid", "none", { A: 10 })).toMatchObject({ changed: false });
      expect(await brokenInvariants(world.database.db)).toEqual([]);
      const { db } = world.database;
      const changes = await db
        .selectFrom("ballot_change")
        .select("content")
        .where("round_id", "=", id)
        .orderBy("id")
        .execute();
      expect(changes.map(({ content }) => content?.chances[0]?.percent ?? null)).toEqual([60, 70, null, 10]);
    });
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openVoting } from "../../src/rounds/play/move-round.ts";
import { openRound } from "../../src/rounds/play/open-round.ts";
import { withdrawPitch } from "../../src/rounds/play/pitches/withdraw-pitch.ts";
import { startMeasurement } from "../../src/rounds/play/runs/start-measurement.ts";
import { askQuestion } from "../../src/rounds/play/talk/ask-question.ts";
import { demandProof } from "../../src/rounds/play/talk/demand-proof.ts";
import { castBallot } from "../../src/rounds/play/votes/cast-ballot.ts";
import { storeOutcome, takeRun } from "../../src/rounds/store/worker-queries.ts";
import { refusalOf } from "../rounds/refusal.ts";
import {
  databaseKinds,
  kernel,
  newSeason,
  openWorld,
  pitch,
  proofReportOf,
  queuedRuns,
  reportOf,
  runAll,
  runOne,
  type World,
} from "./world.ts";

let world: World;
const minuteMs = 60_000;

const later = (minutes: number) => {
  world.clock.at = new Date(world.clock.at.getTime() + minutes * minuteMs);
};

async function pitching(season: string, title = "A round"): Promise<void> {
  await openRound(world.game, { season, title, host: "hanna" });
  await runAll(world, season, (run) => reportOf(run, 1));
}

const withQuotas = (quotas: object) => newSeason(world, { rules: { quotas } });
const ask = (season: string, by: string, letter = "A") =>
  askQuestion(world.game, { season, by, letter, text: "How many registers?" });
const measure = (season: string, by: string, code: string) =>
  startMeasurement(world.game, { season, by, files: kernel(code), what: code });

/** How many of some tries at once went through; the others were refused by the quota. */
async function taken(tries: readonly Promise<unknown>[]): Promise<number> {
  const ends = await Promise.allSettled(tries);
  for (const end of ends) if (end.status === "rejected") expect(end.reason).toMatchObject({ code: "quota-spent" });
  return ends.filter(({ status }) => status === "fulfilled").length;
}

describe.each(databaseKinds)("R16: quotas on the %s database", (kind) => {
  beforeAll(async () => {
    world = await openWorld(kind);
  });
  afterAll(() => world[Symbol.asyncDispose]());

  it("of pitches hold when all are handed in at once, and withdrawing gives none back", async () => {
    const season = await withQuotas({ pitches: 3 });
    await pitching(season);
    const tries = Array.from({ length: 8 }, (_, n) => pitch(world, season, { title: `try ${n}`, code: null }));
    expect(await taken(tries)).toBe(3);
    await withdrawPitch(world.game, { season, letter: "A", by: "ada" });
    expect(await refusalOf(pitch(world, season, { title: "again", code: null }))).toMatch(/your 3 pitches of a round/);
    await pitch(world, season, { title: "somebody else's", author: "bob", code: null });
  });

  it("of pitches on the bench count what stands there", async () => {
    const season = await withQuotas({ pitches: 1 });
    await pitch(world, season, { title: "first", code: null });
    expect(await refusalOf(pitch(world, season, { title: "second", code: null }))).toMatch(/1 pitches of the bench/);
    await withdrawPitch(world.game, { season, letter: "bench:A", by: "ada" });
    await pitch(world, season, { title: "second", code: null });
  });

  it("of questions hold for a person and for the round, under fifty at once", async () => {
    const season = await withQuotas({ questions: 4, round: { questions: 10 } });
    await pitching(season);
    await pitch(world, season, { title: "mine" });
    const people = ["sue", "sid", "sam", "sol", "sky"];
    const tries = people.flatMap((name) => Array.from({ length: 10 }, () => ask(season, name)));
    expect(await taken(tries)).toBe(10);
    const asked = await world.database.db.selectFrom("question").select("asker").execute();
    for (const name of people) expect(asked.filter(({ asker }) => asker === name).length).toBeLessThanOrEqual(4);
    expect(await refusalOf(ask(season, "new"))).toMatch(/Round 1 has had its 10 questions/);
  });

  it("of an agent are its owner's, and so are its pitches", async () => {
    const season = await withQuotas({ questions: 2 });
    await pitching(season);
    await pitch(world, season, { title: "bob's", author: "bob" });
    await pitch(world, season, { title: "the agent's", author: "ada/robo", approach: "tiles" });
    const say = (by: string) => ask(season, by);
    expect(await taken(["ada", "ada/robo", "ada/hal", "ada/robo"].map(say))).toBe(2);
    expect(await refusalOf(say("ada/hal"))).toMatch(/A person and their agents share one quota/);
    await say("adaline");
    await say("adaline/robo");
    await openVoting(world.game, season);
    for (const shark of ["ada", "ada/hal", "ada/robo"]) {
      const ballot = { shark, fund: "B", chances: { B: 90 } } as const;
      expect(await refusalOf(castBallot(world.game, { season, ballot }))).toMatch(/nobody votes on their own/);
    }
    await castBallot(world.game, { season, ballot: { shark: "ada/hal", fund: "A", chances: { A: 90 } } });
  });

  it("of measurements come back after a day", async () => {
    const season = await withQuotas({ measures: 2 });
    for (const code of ["one", "two"]) {
      await measure(season, "ada", code);
      await runAll(world, season, (run) => reportOf(run, 1));
      later(60);
    }
    expect(await refusalOf(measure(season, "ada", "three"))).toMatch(/your 2 measurements of a day/);
    later(24 * 60 - 60);
    await measure(season, "ada", "three");
  });

  it("of runner minutes count what a person's runs took, without the wait for others", async () => {
    const season = await withQuotas({ runnerMinutes: 10, round: { runnerMinutes: 15 } });
    const runFor = async (minutes: number, wrong = false) => {
      const [run] = await queuedRuns(world, season);
      if (run === undefined) throw new Error("nothing is queued");
      const job = { runId: run.id, attempt: run.attempt };
      await takeRun(world.database, job, world.clock.at);
      later(minutes);
      const report = run.purpose === "proof" ? proofReportOf(run, wrong) : reportOf(run, 1);
      await storeOutcome(world.database, job, { outcome: "report", report }, world.clock.at);
      await runOne(world, run, report);
    };
    await pitching(season);
    await pitch(world, season, { title: "mine" });
    await pitch(world, season, { title: "other", author: "bob", approach: "tiles" });
    await measure(season, "sue", "one");
    await runFor(9);
    await demandProof(world.game, { season, by: "sue", letter: "A" });
    await runFor(7);
    expect(await refusalOf(demandProof(world.game, { season, by: "sue", letter: "B" }))).toMatch(/took the 10 minutes/);
    expect(await refusalOf(measure(season, "sue", "two"))).toMatch(/took the 10 minutes/);
    await demandProof(world.game, { season, by: "sid", letter: "B" });
    await runFor(9);
    await pitch(world, season, { title: "third", author: "eve" });
    expect(await refusalOf(demandProof(world.game, { season, by: "new", letter: "C" }))).toMatch(
      /proofs of round 1 took their 15 minutes/,
    );
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { roundOpenedCard } from "../../src/bot/cards/round-opened.ts";
import { latestRound } from "../../src/rounds/memory/find-round.ts";
import { setApproach } from "../../src/rounds/store/approaches.ts";
import { insertConstraint } from "../../src/rounds/store/constraints.ts";
import { getSeason } from "../../src/rounds/store/seasons.ts";
import { insertRuling } from "../../src/rounds/store/verdicts.ts";
import { openThirdRound, startFoundingSeason } from "../cards/founding-season.ts";
import { reportOf, runAll } from "../play/world.ts";
import { openTable, type TestTable } from "./table.ts";

let table: TestTable;
beforeAll(async () => {
  table = await openTable();
});
afterAll(() => table[Symbol.asyncDispose]());

async function facts(by: string, text: string): Promise<Record<string, unknown>> {
  const reply = await table.say(by, text);
  if (!reply.ok) throw new Error(`${text}: ${reply.error.message} ${reply.error.hint}`);
  return { ...reply.facts };
}

const shown = async (by: string, text: string) => JSON.stringify((await table.say(by, text)).card);

/** A decided round: A of ada's, faster and promoted; B of bob's, slower. */
async function playRound(settings: Parameters<TestTable["voting"]>[0] = {}): Promise<void> {
  await table.voting(settings);
  await table.say("sam", '/vote A p=80 B=10 reason="it is the epilogue"');
  await table.say("sue", "/vote B p=100");
  await table.say("hanna", "/tank close");
  await table.run({ A: 1.5, B: 0.7 });
  await runAll(table.world, table.tank.season, (run) => reportOf(run, 1.5));
}

describe("after a round", () => {
  beforeEach(() => playRound());

  it("/tank history has it with its runs, the promotion and the host's words", async () => {
    expect(await facts("tim", "/tank history")).toMatchObject({
      rounds: [
        {
          number: 1,
          kind: "optimise",
          state: "decided",
          imported: false,
          host: "hanna",
          promoted: "Deep",
          runs: [
            { title: "Deep", prediction: "1.5x faster", reality: "1.50x faster", success: true, funded: true },
            { title: "Small", success: false, funded: true, tainted: false },
          ],
        },
      ],
    });
  });

  it("/tank history 1 has the vote, the verdicts and the lessons", async () => {
    expect(await facts("tim", "/tank history 1")).toMatchObject({
      round: { number: 1 },
      tally: {
        ballots: 2,
        none: 0,
        funded: ["A", "B"],
        support: [{ pitch: "A", funds: 1, meanPercent: 80 }, { pitch: "B" }],
      },
      verdicts: [
        { pitch: "A", verdict: "faster", success: true, ruling: null },
        { pitch: "B", verdict: "slower", success: false },
      ],
      lessons: [
        { round: 1, approach: "stages", status: "proven", evidence: "measured", author: null },
        { round: 1, approach: "tiles", status: "eliminated" },
      ],
      ballots: [],
    });
  });

  it("/tank history marks a tainted verdict, which counts for nobody", async () => {
    const { verdicts } = await facts("tim", "/tank history 1");
    const [, second] = Array.isArray(verdicts) ? verdicts : [];
    await insertRulingOn(second.run);
    expect(await facts("tim", "/tank history 1")).toMatchObject({
      round: { runs: [{ tainted: false }, { tainted: true, success: null }] },
      verdicts: [
        { tainted: false },
        { tainted: true, success: null, ruling: { host: "hanna", reason: "wrong reference" } },
      ],
    });
    expect(await shown("tim", "/tank history")).toContain("tainted");
    expect(await shown("tim", "/tank history 1")).toContain("wrong reference");
  });

  it("/tank learned says what is proven and dead, how we know and where it holds", async () => {
    expect(await facts("tim", "/tank learned")).toMatchObject({
      approaches: [
        {
          key: "stages",
          status: "proven",
          evidence: "measured",
          taughtBy: "round 1",
          where: { machine: "test machine" },
        },
        { key: "tiles", status: "eliminated", where: { problemVersion: 1, isCurrent: false } },
        { key: "dead", status: "eliminated", evidence: "measured", where: null },
      ],
      lessons: [],
    });
  });

  it("/tank learned has what a host wrote about no approach, and the rules found", async () => {
    const { db, transaction } = table.world.database;
    const { id } = await getSeason(db, table.tank.season);
    const at = table.world.clock.at;
    await transaction(async (tx) => {
      const lesson = {
        season_id: id,
        round_id: null,
        approach: null,
        status: null,
        author: "hanna",
        evidence: "argued",
      } as const;
      const first = await tx
        .insertInto("lesson")
        .values({ ...lesson, text: "Decoding dominates.", replaces: null, created_at: at })
        .returning("id")
        .executeTakeFirstOrThrow();
      const mended = { ...lesson, text: "Decoding is 70% of it.", replaces: first.id, created_at: at };
      await tx.insertInto("lesson").values(mended).execute();
      await insertConstraint(tx, {
        seasonId: id,
        knob: "num_ab_stage",
        says: "CANNOT INCREASE",
        why: "makes things slower",
        evidence: "argued",
        roundId: null,
        taughtBy: null,
        author: "hanna",
        at,
      });
    });
    expect(await facts("tim", "/tank learned")).toMatchObject({
      constraints: [{ knob: "num_ab_stage", says: "CANNOT INCREASE", why: "makes things slower" }],
      lessons: [{ text: "Decoding is 70% of it.", approach: null, evidence: "argued", author: "hanna", round: null }],
    });
    const card = await shown("tim", "/tank learned");
    expect(card).toContain("Decoding is 70% of it.");
    expect(card).not.toContain("Decoding dominates.");
    expect(await facts("tim", "/tank memory")).toMatchObject({
      kernel: { knobs: [{ name: "num_ab_stage", allowed: { kind: "locked", says: "CANNOT INCREASE" } }] },
    });
  });

  it("/tank kernel and /tank memory know what the kernel came from", async () => {
    const lineage = [
      { round: null, pitch: null },
      { round: 1, pitch: { letter: "A", title: "Deep", authors: ["ada"], parents: [] } },
    ];
    expect(await facts("tim", "/tank kernel")).toMatchObject({ promotedFrom: "Deep", lineage, reading: null });
    expect(await facts("tim", "/tank memory")).toMatchObject({
      problem: { name: "p", cases: ["one", "two"] },
      approaches: [{ key: "stages" }, { key: "tiles" }, { key: "dead" }],
      kernel: { lineage },
      scoreboard: { wins: 1, counted: 2 },
      round: { number: 1, state: "decided" },
    });
    expect(await shown("tim", "/tank kernel")).toContain("round 1");
  });

  it("/tank me has one's own calibration, entries and pitches, and nobody else's", async () => {
    const sam = await facts("sam", "/tank me");
    expect(sam).toMatchObject({
      person: "sam",
      count: 2,
      baseRate: 0.5,
      baseRateScore: 0,
      calibration: [
        { percent: 10, count: 1, happened: 0 },
        { percent: 80, count: 1, happened: 1 },
      ],
      entries: [{ round: 1, statements: 2 }],
      pitches: [],
    });
    // (50·(0.25−0.04)/0.75 + 50·(0.25−0.01)/0.75) / 2, and drawn in by five outcomes that say nothing.
    expect(sam.meanScore).toBeCloseTo(15, 3);
    expect(sam.shrunkScore).toBeCloseTo((15 * 2) / 7, 3);
    expect(await facts("sue", "/tank me")).toMatchObject({ count: 1, meanScore: -50, entries: [{ points: -50 }] });
    expect(await facts("ada", "/tank me")).toMatchObject({
      count: 0,
      meanScore: null,
      pitches: [{ letter: "A", title: "Deep", round: 1, verdict: "faster", promoted: true }],
    });
    expect(await facts("bob", "/tank me")).toMatchObject({ pitches: [{ verdict: "slower", promoted: false }] });
    expect(await shown("tim", "/tank me")).not.toMatch(/sam|sue|Deep|Small/);
  });

  it("/tank brief says in one page where the game stands and how to join", async () => {
    expect(await facts("tim", "/tank brief")).toMatchObject({ round: { number: 1 }, scoreboard: { wins: 1 } });
    const card = await shown("tim", "/tank brief");
    for (const text of ["/tank kernel", "/pitch template", "Tiles", "Stages", "1 for 2", "P. 2 cases: one; two."]) {
      expect(card).toContain(text);
    }
  });

  it("the next opening card tells it, with what the sharks had said", async () => {
    await table.say("hanna", '/tank open title="Again" subtitle="the sequel"');
    await table.run({});
    const { db } = table.world.database;
    const view = await latestRound(db, table.tank.season);
    const card = view && roundOpenedCard(view);
    expect(card?.subtitle).toBe("ROUND 2: THE SEQUEL");
    expect(JSON.stringify(card)).toContain('SHARKS: \\"it is the epilogue\\"');
    expect(JSON.stringify(card)).not.toMatch(/\bsam\b/);
  });

  async function insertRulingOn(runId: number) {
    const ruling = { verdict: null, tainted: true, host: "hanna", reason: "wrong reference" };
    await table.world.database.transaction((tx) => insertRuling(tx, { ...ruling, runId, at: table.world.clock.at }));
  }
});

describe("names", () => {
  it("stand in public only where the season says so", async () => {
    const texts = [
      "/tank history",
      "/tank history 1",
      "/tank learned",
      "/tank brief",
      "/tank memory",
      "/tank scoreboard",
    ];
    await playRound();
    for (const text of texts) expect(JSON.stringify(await table.say("tim", text)), text).not.toMatch(/\bsam\b|\bsue\b/);
    await playRound({ rules: { names: true } });
    expect(await facts("tim", "/tank history 1")).toMatchObject({
      ballots: [
        { shark: "sam", fund: "A", chances: { A: 80, B: 10 } },
        { shark: "sue", fund: "B" },
      ],
    });
    expect(await shown("tim", "/tank history 1")).toContain("sam: funds A");
  });
});

describe("R15: before the vote closes", () => {
  it("no reading command shows a ballot or a count by pitch, also where people are named", async () => {
    await table.voting({ rules: { names: true } });
    await table.say("sam", '/vote A p=61.5 B=33.5 reason="a whispered reason"');
    for (const text of ["history", "history 1", "learned", "me", "brief", "rules", "memory", "kernel"]) {
      const reply = JSON.stringify(await table.say("tim", `/tank ${text}`));
      expect(reply, text).not.toMatch(/61\.5|33\.5|whispered|"sam"/);
    }
    expect(await facts("sam", "/tank me")).toMatchObject({ count: 0, entries: [] });
  });
});

describe("before the first round", () => {
  it("every reading command has an answer", async () => {
    await table.season();
    expect(await facts("tim", "/tank history")).toEqual({ rounds: [] });
    expect(await facts("tim", "/tank memory")).toMatchObject({ round: null, kernel: { lineage: [{ pitch: null }] } });
    expect(await facts("tim", "/tank me")).toMatchObject({ count: 0, baseRate: null, pitches: [] });
    expect(await shown("tim", "/tank brief")).toContain("/tank open");
    expect(await table.say("tim", "/tank history 1")).toMatchObject({
      error: { code: "unknown-round", hint: "This season has no round yet; a host opens one with /tank open." },
    });
    expect(await table.say("tim", "/tank history soon")).toMatchObject({ error: { code: "bad-value" } });
  });

  it("/tank rules says the season's own", async () => {
    await table.season({ rules: { bar: 1.4, minimumSharks: 3, requires: ["evidence"], deadlines: { voting: "4h" } } });
    expect(await facts("tim", "/tank rules")).toMatchObject({
      rules: { bar: 1.4, minimumSharks: 3, requires: ["evidence"] },
    });
    const card = await shown("tim", "/tank rules");
    for (const text of ["1.4x", "3 ballots", "evidence", "after 4h", "costs 50", "16.7"]) expect(card).toContain(text);
  });
});

describe("the founding season", () => {
  it("begins with what was imported, and its own times take the place of the told ones", async () => {
    const season = await startFoundingSeason(table.world);
    Object.assign(table.tank, { season });
    expect(await facts("tim", "/tank history")).toMatchObject({
      rounds: [
        { number: 1, title: "The Safe Bet", imported: true, host: null, result: "Made kernel 30% SLOWER" },
        { number: 2, title: "The I-Told-You-So", imported: true },
      ],
    });
    expect(await shown("tim", "/tank history 2")).toContain("You're right! We were fools!");
    expect(await facts("tim", "/tank kernel")).toMatchObject({ reading: { machine: "NVIDIA B200", imported: true } });
    expect(await shown("tim", "/tank kernel")).toContain("Imported");
    await openThirdRound(table.world, season, { machine: "a laptop", pitched: false });
    expect(await facts("tim", "/tank kernel")).toMatchObject({
      reading: { machine: "a laptop", imported: false, cases: [{ us: 373, targetUs: null }, {}, {}, {}] },
    });
    expect(await table.say("tim", "/tank history 9")).toMatchObject({
      error: { code: "unknown-round", hint: "There are rounds 1 to 3: /tank history 3" },
    });
    expect(
      await table.say(
        "ada",
        '/pitch "More" approach=wild-card speedup=2 num_ab_stage=3 reason="x" evidence="y" validation="z"',
      ),
    ).toMatchObject({
      error: { code: "knob-locked", message: "The knob num_ab_stage is locked since round 1: makes things slower." },
    });
  });

  it("tells an approach by its measured end once it was measured here", async () => {
    const { db, transaction } = table.world.database;
    const { id } = await getSeason(db, "nvfp4-shark-tank");
    await transaction((tx) =>
      setApproach(tx, {
        seasonId: id,
        key: "pipeline-stages",
        roundId: null,
        lesson: { status: "eliminated", text: "4% slower here." },
        evidence: "measured",
        scope: null,
        author: null,
        at: table.world.clock.at,
      }),
    );
    const view = await latestRound(db, "nvfp4-shark-tank");
    expect(view?.approaches.find(({ key }) => key === "pipeline-stages")).toMatchObject({ fate: "4% slower here." });
  });
});

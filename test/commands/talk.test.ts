import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { announcementCard } from "../../src/bot/cards/announcement-card.ts";
import { renderCard } from "../../src/bot/terminal/render-card.ts";
import { openRound } from "../../src/rounds/play/open-round.ts";
import { proofReportOf, runAll } from "../play/world.ts";
import { openTable, startRuns, type TestTable } from "./table.ts";

let table: TestTable;
beforeAll(async () => {
  table = await openTable();
});
afterAll(() => table[Symbol.asyncDispose]());

async function facts(by: string, text: string): Promise<Record<string, unknown>> {
  const reply = await table.say(by, text);
  if (!reply.ok) throw new Error(`${text}: ${reply.error.message} ${reply.error.hint}`);
  return JSON.parse(JSON.stringify(reply.facts));
}

async function lines(by: string, text: string): Promise<string> {
  return renderCard((await table.say(by, text)).card, { width: 100, colours: false });
}

const setAt = (iso: string) => {
  table.world.clock.at = new Date(iso);
};

/** What a refused person reads, as one line. */
async function refusal(by: string, text: string): Promise<string> {
  const reply = await table.say(by, text);
  if (reply.ok) throw new Error(`"${text}" was not refused: ${reply.card.title}`);
  const { code, message, hint } = reply.error;
  return `${code}: ${message} ${hint}`;
}

/** Every announcement of the season so far, drawn. */
async function shown(): Promise<readonly string[]> {
  const { db } = table.world.database;
  const rows = await db
    .selectFrom("outbox")
    .innerJoin("season", "season.id", "outbox.season_id")
    .selectAll("outbox")
    .where("season.name", "=", table.tank.season)
    .where("kind", "in", ["question", "proof"])
    .orderBy("outbox.id")
    .execute();
  return Promise.all(
    rows.map(async (row) => renderCard(await announcementCard(db, row, new Date(0)), { width: 100, colours: false })),
  );
}

describe("questions", () => {
  it("stand on the pitch with their answers", async () => {
    await table.voting();
    expect(await facts("sue", '/tank ask a "which case gains most?"')).toMatchObject({
      question: "Q1",
      pitch: "A",
      asker: "sue",
      answer: null,
    });
    expect(await facts("tim", "/tank ask A and at what register pressure?")).toMatchObject({ question: "Q2" });
    expect(await facts("ada", '/tank answer q1 "g=8"')).toMatchObject({ mended: false, answer: { by: "ada" } });
    setAt("2026-03-02T09:00:01Z");
    expect(await facts("ada", '/tank answer 1 "g=8, K=7168"')).toMatchObject({ mended: true });
    expect(await facts("sam", "/pitch show A")).toMatchObject({
      questions: [
        { question: "Q1", answer: { text: "g=8, K=7168" } },
        { question: "Q2", answer: null },
      ],
      proofs: [],
    });
    const card = await lines("sam", "/pitch show A");
    expect(card).toContain("Q1, sue: which case gains most?");
    expect(card).toContain("ada: g=8, K=7168");
    expect(card).toContain('No answer yet: /tank answer Q2 "…"');
    expect(await lines("sam", "/pitch show B")).not.toContain("Q1");
    expect((await shown()).at(-1)).toContain("ada answers");
  });
});

describe("proofs", () => {
  it("are demanded by anyone, shown while they run, and pinned with what they showed", async () => {
    await table.voting({ rules: { proofTiming: false } });
    expect(await facts("sue", "/tank proof A")).toMatchObject({ pitch: "A", state: "running", isNew: true });
    expect(await facts("tim", "/tank status")).toMatchObject({ runs: [{ what: "the proof of A, Deep" }] });
    expect(await lines("tim", "/pitch show A")).toContain("On the runner: code");
    await runAll(table.world, table.tank.season, (run) => proofReportOf(run, true));
    expect(await facts("tim", "/tank proof A")).toMatchObject({ state: "judged", passed: false, isNew: false });
    const card = await lines("tim", "/pitch show A");
    expect(card).toContain("Failed: code");
    expect(card).toContain("one: 7 of 64 elements");
    expect((await shown()).join()).toContain("PROOF OF A, DEEP: IT DOES NOT HOLD");
  });

  it("of a pitch without code tell its author what is waited for", async () => {
    await table.pitching({ voice: "plain" });
    await table.say("ada", '/pitch "Later" approach=stages speedup=2');
    expect(await facts("sue", "/tank proof A")).toMatchObject({ state: "waiting", code: null });
    const [told] = await shown();
    expect(told).toContain("Proof demanded of A, Later");
    expect(told).toContain("ada: /pitch code A --file kernel.ts");
  });
});

describe("one's own ballot", () => {
  it("is taken back and cast again while the vote is open", async () => {
    await table.voting();
    await table.say("sam", "/vote A p=70");
    expect(await facts("sam", "/vote withdraw")).toEqual({ round: 1, ballot: null });
    expect(await facts("sam", "/vote")).toEqual({ round: 1, ballot: null, earned: null });
    expect(await facts("tim", "/tank status")).toMatchObject({ round: { ballots: 0 } });
    expect(await facts("sam", "/vote none A=10")).toMatchObject({ changed: false });
  });

  it("is shown after the round too, with what it earned, also when the next one is open", async () => {
    await table.voting();
    await table.say("sam", "/vote A p=100 B=50");
    await table.say("tim", "/vote none");
    await table.say("hanna", "/tank close");
    await table.run({ A: 0.7, B: 0.7 });
    // −50 for A, 0 for B: their mean.
    expect(await facts("sam", "/vote")).toMatchObject({ round: 1, earned: { points: -25, statements: 2 } });
    expect(await lines("sam", "/vote")).toContain("Earned: -25% credibility, the mean over 2 stated chances");
    expect(await lines("tim", "/vote")).toContain(
      "Earned: nothing: no chance that you stated met a verdict that counts",
    );
    await table.say("hanna", "/tank open");
    expect(await facts("sam", "/vote")).toMatchObject({ round: 2, ballot: null });
    expect(await facts("sam", "/vote show round=1")).toMatchObject({ round: 1, ballot: { fund: "A" } });
    expect(await facts("sue", "/vote show round=1")).toEqual({ round: 1, ballot: null, earned: null });
  });
});

describe("deadlines", () => {
  it("show in the season's time zone with what is left, and are extended by the host", async () => {
    setAt("2026-03-06T15:40:00Z");
    await table.pitching({ rules: { deadlines: { pitching: "4h" }, timezone: "Europe/Berlin" } });
    expect(await facts("tim", "/tank status")).toMatchObject({ round: { deadline: "2026-03-06T19:40:00.000Z" } });
    setAt("2026-03-06T16:20:00Z");
    expect(await lines("tim", "/tank status")).toContain(
      "Pitching ends and voting opens: Fri 6 Mar 2026, 20:40 (Europe/Berlin), in 3 h 20 min.",
    );
    expect(await facts("hanna", "/tank extend 1D")).toMatchObject({
      before: "2026-03-06T19:40:00.000Z",
      deadline: "2026-03-09T19:40:00.000Z",
      round: { deadline: "2026-03-09T19:40:00.000Z" },
    });
    expect(await lines("tim", "/tank status")).toContain("Mon 9 Mar 2026, 20:40 (Europe/Berlin), in 3 days 3 h.");
    expect(await facts("hanna", '/tank extend until="2026-03-06 18:00" reason="all are here"')).toMatchObject({
      deadline: "2026-03-06T17:00:00.000Z",
    });
  });
});

describe("what is refused, in its own words", () => {
  const later = '/pitch "Later" approach=stages speedup=2';

  async function repairRound() {
    await table.season({ rules: { proofTiming: true } });
    await openRound(table.world.game, { season: table.tank.season, title: "Mend it", host: "hanna", kind: "repair" });
    await table.say("ada", '/pitch "Deep" approach=stages speedup=1.5 num_ab_stage=3');
  }

  async function researchRound() {
    await table.season();
    await openRound(table.world.game, { season: table.tank.season, title: "Why", host: "hanna", kind: "research" });
    await table.say(
      "ada",
      '/pitch "Deep" approach=stages evidence="case one waits 300 cycles in line 12 of the kernel"',
    );
  }

  async function decidedRound() {
    await table.voting();
    await table.say("sue", '/tank ask A "why?"');
    await table.say("sam", "/vote A p=70");
    await table.say("hanna", "/tank close");
    await table.run({ A: 0.7, B: 0.7 });
  }

  async function manyProofs() {
    await table.pitching();
    await table.say("ada", later);
    const edited = [2, 3, 4];
    const { db } = table.world.database;
    const { id } = await db.selectFrom("pitch").select("id").orderBy("id", "desc").limit(1).executeTakeFirstOrThrow();
    for (const stage of edited) {
      await table.say("ada", `/pitch "x${stage}" approach=tiles speedup=2 num_ab_stage=${stage}`);
      const code = await db
        .selectFrom("pitch")
        .select("source_sha256")
        .orderBy("id", "desc")
        .limit(1)
        .executeTakeFirstOrThrow();
      await db.updateTable("pitch").set(code).where("id", "=", id).execute();
      await table.say("sue", "/tank proof A");
      await runAll(table.world, table.tank.season, (run) => proofReportOf(run));
    }
    await db.updateTable("pitch").set({ source_sha256: null }).where("id", "=", id).execute();
  }

  async function lateRound() {
    setAt("2026-03-02T09:00:00Z");
    await table.voting({ rules: { deadlines: { voting: "2h" }, timezone: "Europe/Berlin" } });
    await table.say("sam", "/vote A p=70");
    setAt("2026-03-02T11:00:00Z");
  }

  it.each<[string, () => Promise<unknown>, string, string, string]>([
    [
      "a question about no pitch of the round",
      () => table.voting(),
      "sue",
      '/tank ask Z "why?"',
      "unknown-pitch: There is no pitch Z in round 1. On the table: A, B.",
    ],
    [
      "a question without any round",
      () => table.season(),
      "sue",
      '/tank ask A "why?"',
      "unknown-pitch: There is no pitch A on the bench. The bench is empty: what is pitched while no round takes pitches waits there.",
    ],
    [
      "a question after the round",
      decidedRound,
      "sue",
      '/tank ask A "why?"',
      "round-over: Round 1 is decided, and what was said of its pitches stands as it is. Pitches of the next round, and of the bench until then, can be asked about: /pitch list shows them.",
    ],
    [
      "an answer after the round",
      decidedRound,
      "ada",
      '/tank answer Q1 "because"',
      "round-over: Round 1 is decided, and what was said of its pitches stands as it is. Pitches of the next round, and of the bench until then, can be asked about: /pitch list shows them.",
    ],
    [
      "an answer to nothing",
      () => table.voting(),
      "ada",
      '/tank answer Q7 "because"',
      "unknown-question: There is no question Q7. Nothing was asked in this season yet. A pitch's own card shows those about it: /pitch show B",
    ],
    [
      "an answer by somebody else",
      async () => {
        await table.voting();
        await table.say("sue", '/tank ask A "why?"');
      },
      "bob",
      '/tank answer Q1 "because"',
      "not-author: Q1 asks about A, Deep, which is not your pitch. Its authors answer: ada.",
    ],
    [
      "an answer about a withdrawn pitch",
      async () => {
        await table.pitching();
        await table.say("ada", later);
        await table.say("sue", '/tank ask A "why?"');
        await table.say("ada", "/pitch withdraw A");
      },
      "ada",
      '/tank answer Q1 "because"',
      "withdrawn: Pitch A, Later, was withdrawn. There is nothing left to say about it; /pitch list shows those that stand.",
    ],
    [
      "a proof after the vote",
      async () => {
        await table.voting();
        await startRuns(table);
      },
      "sue",
      "/tank proof A",
      "too-late-for-proof: The vote of round 1 is over, and a proof is for those who have yet to vote. What runs now is built and checked before it is timed: its verdict says all that a proof could.",
    ],
    [
      "a proof of a finding",
      researchRound,
      "sue",
      "/tank proof A",
      'no-run-here: Round 1 is a research round: its findings have no code, and nothing runs. Ask about the finding instead: /tank ask A "…"',
    ],
    [
      "timing where the rules have none",
      () => table.voting(),
      "sue",
      "/tank proof A case=one",
      "proof-timing-off: Proofs time nothing in this season: its rule proofTiming is off. Leave case= out, and all of A is built and checked: /tank proof A",
    ],
    [
      "timing in a repair round",
      repairRound,
      "sue",
      "/tank proof A case=one",
      "proof-timing-off: Round 1 repairs the baseline, so there is nothing right to time A against. Leave case= out, and all of A is built and checked: /tank proof A",
    ],
    [
      "a case that isn't there",
      () => table.voting({ rules: { proofTiming: true } }),
      "sue",
      "/tank proof A case=tow",
      'unknown-case: This problem has no case "tow"; did you mean "two"? Its cases: "one", "two".',
    ],
    [
      "a second proof at a time",
      async () => {
        await table.voting({ rules: { proofTiming: true } });
        await table.say("tim", "/tank proof A");
      },
      "sue",
      "/tank proof A case=two",
      "proof-going-on: Another proof of A, demanded by tim, is on the runner. One at a time for each pitch: demand yours when that one has ended. /pitch show A tells.",
    ],
    [
      "a fourth proof of a pitch",
      manyProofs,
      "sue",
      "/tank proof A",
      'enough-proofs: A has had its 3 proofs, the most that a pitch gets. /pitch show A has what they showed; /tank ask A "…" asks its authors.',
    ],
    [
      "withdrawing no ballot",
      () => table.voting(),
      "sam",
      "/vote withdraw",
      "no-ballot: You have no ballot in round 1 to take back. Nothing of yours is counted. To vote: /vote A p=70, or /vote none.",
    ],
    [
      "withdrawing before the vote",
      () => table.pitching(),
      "sam",
      "/vote withdraw",
      "not-voting: Round 1 is not voting yet. Voting opens when the host closes the pitches.",
    ],
    [
      "voting at the deadline",
      lateRound,
      "sue",
      "/vote A p=70",
      "deadline-passed: The vote of round 1 closed at Mon 2 Mar 2026, 12:00 (Europe/Berlin). The ballots are being counted; the next round opens a new vote.",
    ],
    [
      "withdrawing at the deadline",
      lateRound,
      "sam",
      "/vote withdraw",
      "deadline-passed: The vote of round 1 closed at Mon 2 Mar 2026, 12:00 (Europe/Berlin). The ballots are being counted; the next round opens a new vote.",
    ],
    [
      "code at the deadline",
      async () => {
        setAt("2026-03-02T09:00:00Z");
        await table.pitching({ rules: { deadlines: { building: "1h" } } });
        await table.say("ada", later);
        await table.say("hanna", "/tank close");
        await table.say("sam", "/vote A p=70");
        await table.say("hanna", "/tank close");
        setAt("2026-03-02T10:00:00Z");
      },
      "ada",
      "/pitch code A num_ab_stage=4",
      "deadline-passed: The wait for code of round 1 closed at Mon 2 Mar 2026, 10:00 (UTC). The pitch counts as not built, which scores nothing: pitch it again, with its code, in the next round.",
    ],
    [
      "a ballot of a round that wasn't",
      () => table.voting(),
      "sam",
      "/vote show round=9",
      "unknown-round: This season has played no round 9 here. Its rounds: 1.",
    ],
    [
      "extending by somebody else",
      () => table.voting(),
      "sam",
      "/tank extend 2h",
      "not-host: Only hanna, the host of round 1, can extend it. Ask hanna to do it.",
    ],
    [
      "extending what waits for nobody",
      async () => {
        await table.voting();
        await startRuns(table);
      },
      "hanna",
      "/tank extend 2h",
      "no-deadline-here: Round 1 waits for nobody now: its runs are going on. It goes on by itself. Pitching, the vote, the wait for code and a host's question can be extended.",
    ],
    [
      "extending into the past",
      lateRound,
      "hanna",
      '/tank extend until="2026-03-02 11:30"',
      "deadline-in-the-past: Mon 2 Mar 2026, 11:30 (Europe/Berlin) is over already: it is Mon 2 Mar 2026, 12:00 (Europe/Berlin). Name a later time, or end the phase now with /tank close.",
    ],
    [
      "extending by nothing",
      () => table.voting(),
      "hanna",
      "/tank extend",
      'by-or-until: There is no new time in this. Say how much longer, /tank extend 2h, or until when: /tank extend until="2026-11-27 18:00"',
    ],
    [
      "extending by two times",
      () => table.voting(),
      "hanna",
      '/tank extend 2h until="2026-11-27 18:00"',
      'by-or-until: This names two times, and only one can hold. Say how much longer, /tank extend 2h, or until when: /tank extend until="2026-11-27 18:00"',
    ],
    [
      "extending until no time",
      () => table.voting(),
      "hanna",
      "/tank extend until=tomorrow",
      'bad-time: "tomorrow" is no time in UTC. Write it as a date and a time of day: until="2026-11-27 18:00"',
    ],
    [
      "extending by no time",
      () => table.voting(),
      "hanna",
      "/tank extend soon",
      'bad-value: by can\'t be "soon". Write a time such as 90m, 4h or 2d. For example: /tank extend 2h',
    ],
    [
      "an answer to no number",
      () => table.voting(),
      "ada",
      '/tank answer that "because"',
      'bad-value: question can\'t be "that". Write a question\'s number: Q1. For example: /tank answer Q1 "g=8, K=7168: the epilogue is a third of it"',
    ],
  ])("%s", async (_, prepare, by, text, sentence) => {
    await prepare();
    expect(await refusal(by, text)).toBe(sentence);
  });
});

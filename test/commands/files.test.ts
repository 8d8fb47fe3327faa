import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTable, startRuns, type TestTable } from "./table.ts";

let table: TestTable;
beforeAll(async () => {
  table = await openTable();
});
afterAll(() => table[Symbol.asyncDispose]());

async function answer(text: string) {
  const reply = await table.say("sam", text);
  if (!reply.ok) throw new Error(`${text}: ${reply.error.message}`);
  const files = new Map((reply.files ?? []).map(({ name, bytes }) => [name, Buffer.from(bytes).toString("utf8")]));
  return { facts: reply.facts, card: reply.card, files };
}

async function refusal(text: string): Promise<string> {
  const reply = await table.say("sam", text);
  if (reply.ok) throw new Error(`${text} was done`);
  return `${reply.error.message} ${reply.error.hint}`;
}

/** One that is faster than the baseline, and one that is slower. */
async function decided(settings: Parameters<TestTable["season"]>[0] = {}): Promise<void> {
  await table.voting(settings);
  await table.say("sue", '/vote B p=30 reason="a | bar"');
  await startRuns(table);
  await table.run({ A: 1.5, B: 0.7 });
  await table.run({ A: 1.5, B: 0.7 });
}

describe("/tank picture", () => {
  it("draws the season and says in words what is to be seen", async () => {
    await decided();
    const { facts, files } = await answer("/tank picture");
    expect([...files.keys()]).toEqual([`${table.tank.season}.png`]);
    expect(facts).toMatchObject({
      picture: "season",
      alt: expect.stringMatching(/^On test machine the baseline is at 141 µs\. 2 attempts: 1 faster and 1 slower\.$/),
      machine: "test machine",
      targetUs: null,
      attempts: [
        { attempt: "1A", verdict: "faster", us: expect.closeTo(141.4 / 1.5, 0) },
        { attempt: "1B", verdict: "slower", us: expect.closeTo(141.4 / 0.7, 0) },
      ],
    });
  });

  it("draws one verdict, and refuses one that isn't there", async () => {
    await decided();
    const { facts, files } = await answer("/tank picture b");
    expect(facts).toMatchObject({ picture: "verdict", round: 1, pitch: "B", verdict: "slower" });
    expect([...files.keys()]).toEqual([`${table.tank.season}-round-1-B.png`]);
    expect(await refusal("/tank picture C")).toContain("There is no pitch C in round 1. On the table: A, B.");
  });

  it("is refused before anything was measured, with the way on", async () => {
    await table.season();
    expect(await refusal("/tank picture")).toMatch(/There is nothing to draw yet.* \/tank open/);
    await table.voting();
    expect(await refusal("/tank picture A")).toContain("Pitch A has no verdict yet.");
  });

  it("shows the times of the season's file until there are own ones", async () => {
    const machine = "NVIDIA B200";
    const times = { machine, cases: { one: 100, two: 400 } };
    await table.season({ times, targets: [{ machine, cases: { one: 10, two: 10 } }] });
    expect((await answer("/tank picture")).facts).toMatchObject({
      alt: "On NVIDIA B200 (imported) the baseline is at 200 µs. The target is 10.0 µs, a gap of 20.0x. Nothing was tried yet.",
    });
  });
});

describe("/tank export", () => {
  it("writes down the season as pages and JSON, without sharks' names", async () => {
    await decided();
    const folder = `${table.tank.season}-export`;
    const { facts, files } = await answer("/tank export");
    expect(facts).toEqual({ season: table.tank.season, round: null, complete: true, hasCode: true });
    const pages = ["pitches", "votes", "tally", "results", "lessons"].map((name) => `${folder}/round-1/${name}.md`);
    expect([...files.keys()]).toEqual([`${folder}/00-context.md`, ...pages, `${folder}/season.json`]);
    const page = (name: string) => files.get(`${folder}/${name}`) ?? "";
    expect(page("round-1/votes.md")).toContain("| shark 1 | B | B 30% | – | a \\| bar | – |");
    expect(page("round-1/tally.md")).toContain("| A: Deep | 1 | 70% |");
    expect(page("round-1/results.md")).toContain("A, Deep, is the new baseline.");
    expect(page("round-1/lessons.md")).toContain("| the panel |");
    expect(page("00-context.md")).toMatch(/### Tiles\n\nEliminated, measured \(round 1\)/);
    expect([...files.values()].join("\n")).not.toMatch(/\b(?:sam|sue)\b/);
    expect(JSON.parse(page("season.json"))).toMatchObject({ archive: "shark-tank-season", sharks: "numbered" });
  });

  it("keeps the ballots of an open vote out of every file", async () => {
    await table.voting({ rules: { names: true } });
    await table.say("sue", '/vote B p=31 reason="my secret"');
    const { facts, files, card } = await answer("/tank export round=1");
    expect(facts).toMatchObject({ round: 1, complete: false });
    expect(card.sections).toMatchObject([{ heading: "Not complete" }]);
    expect([...files.keys()].some((name) => name.includes("votes") || name.includes("tally"))).toBe(false);
    expect([...files.values()].join("\n")).not.toMatch(/sue|my secret|31%/);
  });

  it("refuses a round that was not played", async () => {
    await table.pitching();
    expect(await refusal("/tank export round=7")).toContain("This season has no round 7 of its own. Its rounds: 1.");
    expect(await refusal("/tank export round=zero")).toContain("a round's number");
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Command } from "../../../src/bot/command.ts";
import { commandPath } from "../../../src/bot/command.ts";
import { commands } from "../../../src/bot/commands/table.ts";
import { suggestions } from "../../../src/bot/discord/registering/suggestions.ts";
import { openTable, type TestTable } from "../../commands/table.ts";

let table: TestTable;
beforeAll(async () => {
  table = await openTable();
  await table.voting();
  for (const text of ["why?", "how?"]) await table.say("sam", `/tank ask A "${text}"`);
  await table.say("sam", '/tank ask B "when?"');
  await table.say("ada", '/tank answer Q1 "Because."');
  await table.say("eve", '/pitch "Waiting" approach=tiles speedup=1.5');
});
afterAll(() => table[Symbol.asyncDispose]());

function find(path: string): Command {
  const found = commands.find((each) => commandPath(each) === path);
  if (found === undefined) throw new Error(`no ${path}`);
  return found;
}

async function suggested(path: string, option: string, typed = "", by = "ada") {
  return suggestions(table.tank, { command: find(path), option, typed }, by);
}

async function values(...asked: Parameters<typeof suggested>) {
  return (await suggested(...asked)).map(({ value }) => value);
}

describe("what Discord suggests while somebody types", () => {
  it("is pitches by their titles, the bench's too where they can be meant", async () => {
    expect(await suggested("/pitch show", "pitch")).toEqual([
      { value: "A", name: "A: Deep" },
      { value: "B", name: "B: Small" },
      { value: "bench:A", name: "bench:A: Waiting" },
    ]);
    expect(await values("/vote", "pitch")).toEqual(["A", "B", "none"]);
    expect(await values("/pitch show", "pitch", "wait")).toEqual(["bench:A"]);
  });

  it("is approaches, the dead ones last with what killed them", async () => {
    expect(await suggested("/pitch", "approach")).toEqual([
      { value: "stages", name: "Stages" },
      { value: "tiles", name: "Tiles" },
      { value: "wild-card", name: "Wild card: none of these" },
      { value: "dead", name: "Dead, eliminated: It was slower." },
    ]);
    expect(await values("/pitch", "approach", "D")).toEqual(["dead", "wild-card"]);
  });

  it("is questions, those about one's own pitches first, the unanswered before the answered", async () => {
    expect(await values("/tank answer", "question")).toEqual(["Q2", "Q1", "Q3"]);
    expect(await values("/tank answer", "question", "", "bob")).toEqual(["Q3", "Q2", "Q1"]);
    expect((await suggested("/tank answer", "question", "q2"))[0]?.name).toBe("Q2 on A, sam: how?");
  });

  it("finishes the last of several knobs, and of several letters", async () => {
    expect(await suggested("/pitch", "knobs", "num")).toEqual([
      { value: "num_ab_stage=", name: "num_ab_stage= (now 1; 1 to 4)" },
    ]);
    expect(await values("/pitch", "knobs", "num_ab_stage=3 n")).toEqual([]);
    expect(await values("/pitch", "knobs", "num_ab_stage=3")).toEqual(["num_ab_stage=3"]);
    expect(await values("/vote", "others", "", "sam")).toEqual(["A=", "B="]);
    expect(await values("/vote", "others", "A=20 ", "sam")).toEqual(["A=20 B="]);
    expect(await values("/vote", "others", "", "ada")).toEqual(["B="]);
  });

  it("is knobs, players, commands and the lists that have more than their words", async () => {
    expect(await values("/tank lesson", "knob")).toEqual(["num_ab_stage"]);
    expect(await values("/tank ban", "person")).toEqual(["@hanna", "@ada", "@bob"]);
    expect(await values("/tank open", "bench")).toEqual(["all"]);
    expect(await values("/tank help", "command", "tank o")).toEqual(["tank open", "tank override"]);
    expect(await values("/tank help", "command")).toHaveLength(25);
    expect(await values("/tank status", "nothing")).toEqual([]);
  });

  it("is never more than Discord takes", async () => {
    const long = "key-".repeat(40);
    const approaches = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [`a${index}`, { name: "🦈 long ".repeat(30) }] as const),
    );
    await table.season({ approaches: { ...approaches, [`${long}x`]: { name: "Too long" } } });
    const all = await suggested("/pitch", "approach");
    expect(all).toHaveLength(25);
    for (const { name, value } of all) {
      expect(name.length).toBeLessThanOrEqual(100);
      expect(name.isWellFormed()).toBe(true);
      expect(value.length).toBeLessThanOrEqual(100);
    }
    expect(await values("/pitch", "approach", long)).toEqual([]);
  });
});

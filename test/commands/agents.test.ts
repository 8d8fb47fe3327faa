import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openTable, type TestTable } from "./table.ts";

let table: TestTable;
beforeAll(async () => {
  table = await openTable();
});
beforeEach(async () => {
  await table.pitching();
  await mustSay("ada/tuner", '/pitch "Deep" approach=stages speedup=1.5 num_ab_stage=3');
});
afterAll(() => table[Symbol.asyncDispose]());

async function mustSay(by: string, text: string): Promise<Readonly<Record<string, unknown>>> {
  const reply = await table.say(by, text);
  if (!reply.ok) throw new Error(`${by}: ${text}: ${reply.error.message} ${reply.error.hint}`);
  return { ...reply.facts };
}

const refusal = async (by: string, text: string) => {
  const reply = await table.say(by, text);
  return reply.ok ? null : reply.error.code;
};

describe("an owner and their agent", () => {
  it("the owner answers for what the agent pitched", async () => {
    await mustSay("sam", "/tank ask A What did you measure?");
    expect(await mustSay("ada", "/tank answer Q1 Nothing yet.")).toMatchObject({ answer: { by: "ada" } });
    expect(await mustSay("ada", "/pitch edit A speedup=1.3")).toMatchObject({ pitch: { predicted: 1.3 } });
    expect(await mustSay("ada", "/pitch code A num_ab_stage=4")).toMatchObject({ pitch: "A" });
    expect(await mustSay("ada", "/pitch withdraw A")).toMatchObject({ pitch: { letter: "A", authors: ["ada/tuner"] } });
  });

  it("no other agent does, nor the agent for its owner", async () => {
    await mustSay("ada", '/pitch "Wide" approach=tiles speedup=1.1 num_ab_stage=2');
    for (const [by, letter] of [
      ["ada/skeptic", "A"],
      ["ada/tuner", "B"],
      ["adam", "A"],
    ]) {
      expect(await refusal(by ?? "", `/pitch edit ${letter} speedup=9`)).toBe("not-author");
      expect(await refusal(by ?? "", `/pitch withdraw ${letter}`)).toBe("not-author");
    }
  });
});

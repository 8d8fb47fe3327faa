import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasChanged, isReading, runCommand } from "../../src/bot/commands/run-command.ts";
import { commands } from "../../src/bot/commands/table.ts";
import { openTable, type TestTable } from "./table.ts";

let table: TestTable;

describe("a command that only reads", () => {
  beforeAll(async () => {
    table = await openTable();
    await table.voting();
    await table.say("sam", "/vote A p=70");
  });
  afterAll(() => table[Symbol.asyncDispose]());

  const examples = commands.filter(({ reads }) => reads === true).flatMap((command) => command.examples);

  it.each(examples)("can be said where nothing may be written: %s", async (text) => {
    expect(isReading(text)).toBe(true);
    const { game, ...tank } = table.tank;
    const reply = await game.database.db
      .transaction()
      .setAccessMode("read only")
      .execute(async (tx) => {
        const database = { ...game.database, db: tx, transaction: (work: (inner: typeof tx) => unknown) => work(tx) };
        const reading = { ...tank, game: { ...game, database: database as typeof game.database } };
        return runCommand(reading, { by: "sam", text, files: [], readFile: () => null });
      });
    // A round, a pitch or a run of the example need not be there.
    expect(reply.ok || reply.error.code !== "bug").toBe(true);
  });

  it("is told from one that does something, and from none", () => {
    expect(isReading("/vote A p=70")).toBe(false);
    expect(isReading(`/pitch "Deep" approach=stages speedup=1.5`)).toBe(false);
    expect(isReading("/tank")).toBe(true);
    expect(isReading("/tank nonsense")).toBe(false);
  });

  it("has changed nothing, unlike one that does something and is not refused", async () => {
    const say = async (by: string, text: string) =>
      runCommand(table.tank, { by, text, files: [], readFile: () => null });
    expect(hasChanged(await say("sam", "/tank status"))).toBe(false);
    expect(hasChanged(await say("sam", "/vote A p=60"))).toBe(true);
    expect(hasChanged(await say("sam", "/vote Z p=60"))).toBe(false);
  });
});

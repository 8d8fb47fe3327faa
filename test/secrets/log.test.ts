import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCommand, runFilled } from "../../src/bot/commands/run-command.ts";
import { commands } from "../../src/bot/commands/table.ts";
import { openTable, startRuns, type TestTable } from "../commands/table.ts";
import { kernel } from "../play/world.ts";

let table: TestTable;
beforeAll(async () => {
  table = await openTable();
});
afterAll(() => table[Symbol.asyncDispose]());

const mark = "zebra-stripes";
const log = () => JSON.stringify(table.logged);
const bytes = (text: string) => new TextEncoder().encode(text);
const files = (text: string) => Object.entries(kernel(text)).map(([name, code]) => ({ name, bytes: bytes(code) }));

describe("R26: a log line", () => {
  it("has nothing of a kernel, a ballot, a pitch or a question in it, whatever becomes of them", async () => {
    await table.voting();
    const said = [
      ["sam", `/vote A p=70 B=20 reason="${mark}"`],
      ["sam", `/vote A p=${mark}`],
      ["sam", `/vote ${mark}`],
      ["sam", `/tank ask A "${mark}?"`],
      ["ada", `/tank answer Q1 "${mark}"`],
      ["ada", `/tank answer Q1 --${mark}`],
      ["ada", `/tank nonsense ${mark}`],
      ["hanna", `/tank close "${mark}"`],
      ["hanna", `/tank ban ${mark} reason="${mark}"`],
    ] as const;
    for (const [by, text] of said) await table.say(by, text);
    for (const attached of [files(mark), files(`${mark}\0\ud800`), [{ name: `../${mark}.ts`, bytes: bytes(mark) }]]) {
      const text = "/tank measure";
      await runCommand(table.tank, { by: "ada", text, files: attached, readFile: () => null });
    }
    await startRuns(table);
    await table.run({ A: 1.5 });
    expect(table.logged.length).toBeGreaterThan(said.length);
    expect(log()).not.toContain(mark);
    expect(log()).not.toContain("num_ab_stage");
  });
});

describe("a secret that somebody pastes", () => {
  const token = `ghp_${"a1".repeat(18)}`;
  const refused = {
    ok: false,
    error: { code: "secret-inside", message: expect.stringContaining("a GitHub token; nothing was stored") },
  };

  it("is refused in a text, a form and a file, told to its author alone, and neither stored nor logged", async () => {
    await table.pitching();
    const text = '/pitch "Deep" approach=stages speedup=1.5 num_ab_stage=3';
    const { tank } = table;
    const command = commands.find(({ name, word }) => name === "tank" && word === "ask");
    if (command === undefined) throw new Error("there is no such command");
    const replies = [
      await table.say("ada", `${text} reason="${token}"`),
      await runFilled(tank, { by: "ada", command, given: { text: token }, others: {}, files: [] }),
      await runCommand(tank, { by: "ada", text: "/tank measure", files: files(token), readFile: () => null }),
      await runCommand(tank, { by: "ada", text: "/tank measure --file k.ts", files: [], readFile: () => files(token) }),
    ];
    for (const reply of replies) expect(reply).toMatchObject(refused);
    expect(JSON.stringify(replies)).not.toContain(token);
    expect(log()).not.toContain(token);
    for (const stored of ["source", "pitch"] as const) {
      const rows = await table.world.database.db.selectFrom(stored).selectAll().execute();
      expect(JSON.stringify(rows)).not.toContain(token);
    }
  });
});

// The last: it breaks the database.
describe("R26: every error id that somebody was shown", () => {
  it("stands in the log once, with its cause, and without what was said or stored", async () => {
    await table.voting();
    const { db } = table.world.database;
    await sql`drop table ballot_change`.execute(db);
    await sql`alter table source drop column created_at`.execute(db);
    const replies = [
      await table.say("sam", `/vote A p=70 reason="${mark}"`),
      await runCommand(table.tank, {
        by: "ada",
        text: `/pitch "${mark}" approach=stages speedup=1.5`,
        files: files(mark),
        readFile: () => null,
      }),
    ];
    const shown = replies.flatMap((reply) => (reply.ok ? [] : [`${reply.error.message} ${reply.error.hint}`]));
    const ids = shown.flatMap((text) => text.match(/\b[0-9a-f]{8}\b/g) ?? []);
    expect(new Set(ids).size).toBe(replies.length);
    for (const id of ids) {
      expect(table.logged.filter((line) => line["id"] === id)).toEqual([
        expect.objectContaining({
          msg: "command-failed",
          err: expect.objectContaining({
            message: expect.stringMatching(/ballot_change|created_at/),
            stack: expect.stringMatching(/src\/rounds\//),
          }),
        }),
      ]);
    }
    expect(log()).not.toContain(mark);
  });
});

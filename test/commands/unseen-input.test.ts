import { afterAll, beforeAll, expect, it } from "vitest";
import { pitch } from "../../src/bot/commands/pitch.ts";
import { runFilled } from "../../src/bot/commands/run-command.ts";
import { commands } from "../../src/bot/commands/table.ts";
import { tankAsk } from "../../src/bot/commands/tank-ask.ts";
import { parseCommandLine } from "../../src/bot/grammar/command-line.ts";
import { matchOptions } from "../../src/bot/grammar/match-options.ts";
import { readPitchMarkdown } from "../../src/bot/grammar/pitch-markdown.ts";
import { refusal } from "../rounds/refusal.ts";
import { openTable, type TestTable } from "./table.ts";

let table: TestTable;
beforeAll(async () => {
  table = await openTable();
  await table.pitching();
});
afterAll(() => table[Symbol.asyncDispose]());

it("a NUL or half a character that somebody typed is stored as what can be shown", async () => {
  const said = await table.say("ada", '/pitch "a\0b\ud800" approach=wild-card speedup=2 num_ab_stage=3');
  expect(said).toMatchObject({ ok: true, facts: { pitch: { title: "a\ufffdb\ufffd" } } });
});

it("a form that fills in what its command doesn't take is refused in words", async () => {
  const filled = { by: "ada", command: tankAsk, given: { title: "T", approach: "tiles" }, others: {}, files: [] };
  expect(await runFilled(table.tank, filled)).toMatchObject({
    ok: false,
    error: {
      code: "unknown-option",
      message: "This takes no title and no approach.",
      hint: expect.stringMatching(/^Its options are pitch, /),
    },
  });
});

it("a knob may have a name that every object has", () => {
  const line = parseCommandLine('/pitch "T" approach=tiles constructor=2 __proto__=3');
  const { others } = matchOptions(pitch, { ...line, words: [] }, ["constructor", "__proto__"]);
  expect(Object.entries(others)).toEqual([
    ["constructor", "2"],
    ["__proto__", "3"],
  ]);
  expect(commands).toContain(pitch);
});

it("a value of half a megabyte is quoted by its beginning", async () => {
  const said = await table.say("ada", `/pitch "T" approach=tiles speedup=2 num_ab_stage=${"🦈".repeat(50_000)}`);
  expect(said.ok).toBe(false);
  expect(JSON.stringify(said).length).toBeLessThan(2000);
});

/** Quadratic patterns took minutes of these; a linear one takes milliseconds. */
const longestMs = 5000;

it("no text stalls what reads it", async () => {
  const blanks = " ".repeat(400_000);
  const lines = [
    `/pitch "T" approach=tiles speedup="1${blanks}x"`,
    `/vote A p="7${blanks}0"`,
    `/pitch "${blanks}T" approach="a${blanks}b"`,
  ];
  const before = process.cpuUsage();
  for (const line of lines) expect(await table.say("ada", line)).toMatchObject({ ok: false });
  readPitchMarkdown("pitch.md", `## Approach\ntiles\n${"# ".repeat(60_000)}x`);
  expect(process.cpuUsage(before).user / 1000).toBeLessThan(longestMs);
});

it("a pitch in Markdown with a NUL is no text", () => {
  expect(refusal(() => readPitchMarkdown("pitch.md", "## Approach\nti\0les\n"))).toMatch(
    /^file-binary: pitch\.md is not text in UTF-8\. Save it/,
  );
});

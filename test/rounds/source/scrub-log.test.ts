import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scrubLog } from "../../../src/rounds/source/scrub-log.ts";
import { quotedCharacters } from "../../../src/rounds/source/shared-text.ts";

const word = fc.constantFrom(
  "let",
  "tile_k",
  "store",
  "x",
  "=",
  "+",
  "12",
  "\t",
  "  ",
  "'a'",
  '"b"',
  "ERROR",
  "error:",
  "(1,2)",
  "λ",
);
const sourceLine = fc.array(word, { minLength: 1, maxLength: 12 }).map((words) => words.join(" "));
/** The ways in which tools quote a line. */
const quoting = fc.constantFrom<(line: string) => string>(
  (line) => line,
  (line) => ` 12 │ ${line}`,
  (line) => `   12 |     ${line}`,
  (line) => `    ${line}\n    ^~~~`,
  (line) => `ERROR TS2304: Cannot find name '${line}'.`,
  (line) => `ERROR AS102: User-defined: "${line}`,
  (line) => `kernel.cu(3): error: ${line}`,
  (line) => `  File "/tmp/kernel.py", line 3, in ${line}`,
  (line) => `RuntimeError: ${line}`,
);

const plain = (text: string) => text.replace(/\s+/gu, " ").trim();

describe("a scrubbed log", () => {
  it("holds no line of the source, however it was quoted", () => {
    const quoted = fc.array(fc.tuple(sourceLine, quoting), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(quoted, fc.array(sourceLine, { maxLength: 4 }), (lines, others) => {
        const source = [...lines.map(([line]) => line), ...others];
        const log = lines.map(([line, quote]) => quote(line)).join("\n");
        // The end of one message and the beginning of the next are no line of the source.
        const told = scrubLog(log, { "kernel.ts": source.join("\n") })
          .split("\n")
          .map(plain);
        const isTold = (line: string) => told.some((each) => each.includes(line));
        const survivors = source.map(plain).filter((line) => line.length >= quotedCharacters && isTold(line));
        expect(survivors).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  it("keeps the message and the place", () => {
    const source = { "kernel.ts": "let tile_k = nowhere(to);\n" };
    const log =
      "ERROR TS2304: Cannot find name 'nowhere'.\n    :\n 1 │ let tile_k = nowhere(to);\n   │ ~~~~~~~\n   └─ in kernel.ts(1,14)\n\nFAILURE 1 compile error(s)\n";
    expect(scrubLog(log, source)).toBe(
      "ERROR TS2304: Cannot find name '…'.\n└─ in kernel.ts(1,14)\nFAILURE 1 compile error(s)",
    );
  });

  it("keeps what nvcc says, without the names of code", () => {
    const source = { "kernel.cu": "int num_ab_stage = 4;" };
    const log = 'kernel.cu(1): error: num_ab_stage of type "int" is out of range\n  int num_ab_stage = 4;\n      ^\n';
    expect(scrubLog(log, source)).toBe("kernel.cu(1): error: … of type '…' is out of range");
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expandSweep, parseKnobSettings } from "../../../src/rounds/knobs/knob-settings.ts";
import { applyKnobs, readKnobs } from "../../../src/rounds/knobs/knobs.ts";
import { refusal } from "../refusal.ts";

const kernel = [
  "// The knobs of this kernel; `// knob: 1..4` marks one.",
  "export const num_ab_stage: i32 = 1; // knob: 1..4",
  "export const mma_tiler_m: i32 = 128; // knob: 64|128|256",
  "export const threads: i32 = 128; // knob: locked, one thread stores one column",
  "export const other: i32 = 7; // not a knob",
  "",
].join("\n");
const files = { "kernel.ts": kernel, "notes.txt": "num_ab_stage = 9\n" };

describe("marked constants", () => {
  it("are read with name, value, place and what they may be", () => {
    const file = "kernel.ts";
    expect(readKnobs(files)).toEqual([
      { name: "num_ab_stage", value: "1", file, line: 2, allowed: { kind: "range", min: 1, max: 4 } },
      { name: "mma_tiler_m", value: "128", file, line: 3, allowed: { kind: "list", values: ["64", "128", "256"] } },
      {
        name: "threads",
        value: "128",
        file,
        line: 4,
        allowed: { kind: "locked", why: "one thread stores one column" },
      },
    ]);
  });

  it.each([
    ["Python", "BLOCK_M = 128  # knob: 64|128|256", "BLOCK_M", "128"],
    ["Python with a type", "BLOCK_M: tl.constexpr = 128 # knob: 64|128", "BLOCK_M", "128"],
    ["Python, inside a function", "    use_tma = True  # knob: True|False", "use_tma", "True"],
    ["C++", "constexpr int X = 4; // knob: locked, hardware constraint", "X", "4"],
    ["C++ static", "static constexpr unsigned int kStages = 2;// knob: 1..8", "kStages", "2"],
    ["CUDA macro", "#define STAGES 3  // knob: 1..4", "STAGES", "3"],
    ["Rust", "pub const STAGES: usize = 3; // knob: 1..4", "STAGES", "3"],
    ["a text", 'EPILOGUE = "tma"  # knob: "tma"|"direct"', "EPILOGUE", "tma"],
    ["a decimal", "FRACTION = 0.25  # knob: 0.1..0.5", "FRACTION", "0.25"],
    ["a negative", "SHIFT = -2  # knob: -4..4", "SHIFT", "-2"],
  ])("of %s are read", (_, line, name, value) => {
    expect(readKnobs({ k: line })).toMatchObject([{ name, value, line: 1 }]);
  });

  it.each([
    ["a computed value", "X = 2 * Y  # knob: 1..4", "knob-unreadable"],
    ["no rule", "X = 2  # knob:", "knob-rule"],
    ["a range upside down", "X = 2  # knob: 4..1", "knob-rule"],
    ["a lock without a reason", "X = 2  # knob: locked,", "knob-rule"],
    ["a value outside its own rule", "X = 9  # knob: 1..4", "knob-rule"],
    ["the same name twice", "X = 1  # knob: 1..4\nX = 2  # knob: 1..4", "knob-twice"],
  ])("with %s are their author's mistake", (_, text, code) => {
    expect(refusal(() => readKnobs({ "k.py": text }))).toMatch(new RegExp(`^${code}: .*k\\.py|^${code}: .*twice`));
  });

  it("are not seen in whole lines of comment", () => {
    expect(readKnobs({ k: "# write BLOCK = 1  # knob: 1..4\n// or X = 1; // knob: 1|2\n" })).toEqual([]);
  });
});

describe("turning knobs", () => {
  it("changes the value and nothing else", () => {
    const turned = applyKnobs(files, { num_ab_stage: "3", mma_tiler_m: "64" });
    expect(turned["notes.txt"]).toBe(files["notes.txt"]);
    expect(turned["kernel.ts"]).toBe(
      kernel.replace("stage: i32 = 1;", "stage: i32 = 3;").replace("= 128; // knob: 64", "= 64; // knob: 64"),
    );
  });

  it("keeps quotes and line endings", () => {
    const text = 'A = 1  # knob: 1..4\r\nB = "x"  # knob: x|y\r\nrest';
    expect(applyKnobs({ k: text }, { B: "y", A: "2" })).toEqual({
      k: 'A = 2  # knob: 1..4\r\nB = "y"  # knob: x|y\r\nrest',
    });
  });

  it("refuses an unknown knob and offers the nearest", () => {
    expect(refusal(() => applyKnobs(files, { num_ab_stages: "3" }))).toMatch(
      /^knob-unknown: .*did you mean num_ab_stage\?/,
    );
    expect(refusal(() => applyKnobs({ k: "" }, { x: "3" }))).toMatch(/Hand in the changed kernel/);
  });

  it("refuses a locked knob with its reason", () => {
    expect(refusal(() => applyKnobs(files, { threads: "64" }))).toMatch(
      /^knob-locked: .*one thread stores one column\./,
    );
  });

  it.each(["5", "0", "2.5", "", "-1", "two", "1; evil()", "03", "1e0", "1\n"])("refuses the value %j", (value) => {
    if (value.trim() === "1") return expect(applyKnobs(files, { num_ab_stage: value })).toEqual(files);
    expect(refusal(() => applyKnobs(files, { num_ab_stage: value }))).toMatch(/^knob-value: .*may be 1 to 4\./);
  });

  it("refuses a value that is not in the list", () => {
    expect(refusal(() => applyKnobs(files, { mma_tiler_m: "96" }))).toMatch(/may be 64, 128 or 256\./);
  });
});

describe("round trips", () => {
  const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,12}$/);
  const knobs = fc.uniqueArray(
    fc.record({ name, min: fc.integer({ min: -50, max: 0 }), span: fc.nat(60), from: fc.nat(), to: fc.nat() }),
    { minLength: 1, maxLength: 6, selector: (each) => each.name },
  );
  const styles = [
    (id: string, value: number, rule: string) => `export const ${id}: i32 = ${value}; // knob: ${rule}`,
    (id: string, value: number, rule: string) => `${id} = ${value}  # knob: ${rule}`,
    (id: string, value: number, rule: string) => `constexpr int ${id} = ${value}; // knob: ${rule}`,
    (id: string, value: number, rule: string) => `#define ${id} ${value} // knob: ${rule}`,
  ];

  it("what was set is what is read, and setting it back gives the same bytes", () => {
    fc.assert(
      fc.property(knobs, fc.constantFrom(...styles), fc.constantFrom("\n", "\r\n"), (list, style, newline) => {
        const at = (each: { min: number; span: number }, pick: number) => each.min + (pick % (each.span + 1));
        const source = list
          .map((each) => style(each.name, at(each, each.from), `${each.min}..${each.min + each.span}`))
          .join(`${newline}code();${newline}`);
        const before = Object.fromEntries(list.map((each) => [each.name, String(at(each, each.from))]));
        const after = Object.fromEntries(list.map((each) => [each.name, String(at(each, each.to))]));
        const turned = applyKnobs({ k: source }, after);
        expect(Object.fromEntries(readKnobs(turned).map((knob) => [knob.name, knob.value]))).toEqual(after);
        expect(applyKnobs(turned, before)).toEqual({ k: source });
      }),
    );
  });
});

describe("settings as people write them", () => {
  it("are read with sweeps, blanks and commas", () => {
    expect(parseKnobSettings("num_ab_stage=2|3|4 mma_tiler_m = 64, x=a.b")).toEqual([
      { name: "num_ab_stage", values: ["2", "3", "4"] },
      { name: "mma_tiler_m", values: ["64"] },
      { name: "x", values: ["a.b"] },
    ]);
  });

  it("expand to every combination", () => {
    expect(expandSweep(parseKnobSettings("a=1|2 b=3 c=4|5"))).toEqual([
      { a: "1", b: "3", c: "4" },
      { a: "1", b: "3", c: "5" },
      { a: "2", b: "3", c: "4" },
      { a: "2", b: "3", c: "5" },
    ]);
    expect(refusal(() => expandSweep(parseKnobSettings("a=1|2|3|4|5 b=1|2|3|4|5")))).toMatch(/^sweep-too-large: .*25/);
  });

  it.each(["", "  ", "a", "a=", "=3", "a=1||2", "a=1 a=2", "a=1;2", "a==1"])(
    "%j is refused with an example",
    (text) => {
      expect(refusal(() => parseKnobSettings(text))).toMatch(/=/);
    },
  );
});

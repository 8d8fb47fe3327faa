import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rebaseKnobs } from "../../../src/rounds/knobs/knob-rebase.ts";
import { applyKnobs, readKnobs } from "../../../src/rounds/knobs/knobs.ts";

const kernel = (stages: string, tile: string, rule = "1..4") => ({
  "kernel.ts": `const stages: i32 = ${stages}; // knob: ${rule}\nconst tile: i32 = ${tile}; // knob: 64|128|256\n`,
});
const values = (files: Readonly<Record<string, string>>) =>
  Object.fromEntries(readKnobs(files).map(({ name, value }) => [name, value]));

describe("a candidate on a newer baseline", () => {
  const from = kernel("1", "128");
  const onto = kernel("3", "256");

  it("follows it where it left a knob alone, and keeps what it turned itself", () => {
    expect(rebaseKnobs(kernel("1", "64"), { from, onto })).toEqual(kernel("3", "64"));
    expect(rebaseKnobs(kernel("2", "128"), { from, onto })).toEqual(kernel("2", "256"));
  });

  it("keeps its own code, and knobs that the baselines don't have", () => {
    const own = { "kernel.ts": `const depth = 2; // knob: 1..8\n${kernel("1", "128")["kernel.ts"]}code();\n` };
    expect(rebaseKnobs(own, { from, onto })["kernel.ts"]).toBe(
      `const depth = 2; // knob: 1..8\n${onto["kernel.ts"]}code();\n`,
    );
  });

  it("keeps a knob that it locks, or to which the newer value is forbidden", () => {
    const locked = kernel("1", "128", "locked, one buffer is all there is");
    expect(values(rebaseKnobs(locked, { from, onto }))).toEqual({ stages: "1", tile: "256" });
    const narrow = kernel("1", "128", "1..2");
    expect(values(rebaseKnobs(narrow, { from, onto }))).toEqual({ stages: "1", tile: "256" });
  });

  it("is unchanged where the baseline has no knob of that name any more", () => {
    expect(rebaseKnobs(from, { from, onto: { "kernel.ts": "code();\n" } })).toEqual(from);
  });

  const settings = fc.record({
    stages: fc.integer({ min: 1, max: 4 }).map(String),
    tile: fc.constantFrom("64", "128", "256"),
  });

  it("that turned nothing becomes the newer baseline, and on its own baseline nothing moves", () => {
    fc.assert(
      fc.property(settings, settings, settings, (old, newer, turned) => {
        const was = applyKnobs(from, old);
        const is = applyKnobs(from, newer);
        expect(rebaseKnobs(was, { from: was, onto: is })).toEqual(is);
        const candidate = applyKnobs(was, turned);
        expect(rebaseKnobs(candidate, { from: was, onto: was })).toEqual(candidate);
        const moved = values(rebaseKnobs(candidate, { from: was, onto: is }));
        expect(moved.stages).toBe(turned.stages === old.stages ? newer.stages : turned.stages);
      }),
    );
  });
});

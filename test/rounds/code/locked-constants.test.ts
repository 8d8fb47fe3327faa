import { describe, expect, it } from "vitest";
import { refuseLockedConstants } from "../../../src/rounds/code/locked-constants.ts";
import { refusal } from "../refusal.ts";

const baseline = {
  "kernel.py": [
    "mma_tiler_mnk = (128, 128, 256)",
    "num_ab_stage = 1  # knob: 1..4",
    "threads_per_cta = 128  # knob: locked, one thread stores one column",
  ].join("\n"),
};
const lock = (knob: string) => ({ knob, says: "CANNOT CHANGE", why: "hardware constraint", taughtBy: "round 2" });
const locks = [lock("mma_tiler_mnk"), lock("num_ab_stage")];
const check = (text: string, name = "kernel.py") => refuseLockedConstants({ [name]: text }, baseline, locks);

describe("a submitted file", () => {
  it.each([
    ["a constant that a season locks", "mma_tiler_mnk = (64, 64, 256)"],
    ["without its mark", "num_ab_stage = 3"],
    ["with a mark that allows it", "num_ab_stage = 3  # knob: 1..4"],
    ["with a type", "num_ab_stage: int = 3"],
    ["inside a function", "def run():\n    num_ab_stage = 3"],
    ["as an argument on its own line", "run(\n    num_ab_stage=3,\n)"],
    ["twice, once as it was", "num_ab_stage = 1\nnum_ab_stage = 2"],
    ["that the kernel's own mark locks", "threads_per_cta = 256"],
    ["of C", "constexpr int num_ab_stage = 3;", "kernel.cu"],
    ["of the preprocessor", "#define num_ab_stage 3", "kernel.cu"],
    ["of AssemblyScript", "export const num_ab_stage: i32 = 3; // knob: 1..4", "kernel.ts"],
  ])("may not change %s", (_, text, name = "kernel.py") => {
    expect(refusal(() => check(text, name))).toMatch(/^knob-locked: kernel\.\w+, line \d sets \w+ = .* is locked/);
  });

  it("is refused with the place, the reason, the round that taught it and the way back", () => {
    expect(refusal(() => check("import x\nnum_ab_stage = 3  # why not\n"))).toBe(
      "knob-locked: kernel.py, line 2 sets num_ab_stage = 3. The knob num_ab_stage is locked since round 2: " +
        "hardware constraint. Set it back to 1, or pitch code that doesn't need it changed.",
    );
  });

  it.each([
    ["leaves it as it is", "num_ab_stage = 1"],
    ["writes it otherwise", "mma_tiler_mnk=(128,128,256)\nnum_ab_stage = 0x1"],
    ["says why", "num_ab_stage = 1  # more would not help"],
    ["compares it", "if num_ab_stage == 3: pass"],
    ["hands it on", "run(\n    num_ab_stage=num_ab_stage,\n)\nself.num_ab_stage = 3"],
    ["has another constant of a longer name", "my_num_ab_stage = 3\nnum_ab_stage_2 = 3"],
    ["does without it", "print('no such constant')"],
  ])("that %s is taken", (_, text) => {
    expect(() => check(text)).not.toThrow();
  });

  it("is read in no time, whatever its lines", () => {
    const started = performance.now();
    check(`${"a ".repeat(100_000)}num_ab_stage = 3\n${"num_ab_stage ".repeat(20_000)}`);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

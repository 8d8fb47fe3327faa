import { createTwoFilesPatch } from "diff";
import { describe, expect, it } from "vitest";
import { patchedFiles } from "../../../src/rounds/code/apply-patch.ts";
import { refuseLockedConstants } from "../../../src/rounds/code/locked-constants.ts";
import { applyKnobs, readKnobs } from "../../../src/rounds/knobs/knobs.ts";
import { refusal } from "../refusal.ts";

const kernel = [
  '"""A kernel with its knobs, and one that it holds as text."""',
  "",
  "num_ab_stage = 1  # knob: 1..4",
  "use_tma: bool = False  # knob: True|False",
  "scale_block = 16  # knob: locked, NVFP4 has one scale for 16 values",
  "",
  'source = """',
  "#define TILE 64  // knob: 64|128",
  '"""',
  "",
  "",
  "def custom_kernel(data):",
  "    for group in data:",
  "        launch(group, stages=num_ab_stage, block=scale_block)",
  "    return data",
  "",
].join("\n");
const baseline = { "submission.py": kernel };

describe("a kernel in Python", () => {
  it("has its knobs turned and not one blank moved", () => {
    const turned = applyKnobs(baseline, { num_ab_stage: "3", use_tma: "True", TILE: "128" });
    expect(turned["submission.py"]).toBe(
      kernel
        .replace("stage = 1 ", "stage = 3 ")
        .replace("bool = False", "bool = True")
        .replace("TILE 64 ", "TILE 128 "),
    );
    expect(readKnobs(turned).map(({ name, value }) => `${name}=${value}`)).toEqual([
      "num_ab_stage=3",
      "use_tma=True",
      "scale_block=16",
      "TILE=128",
    ]);
  });

  it("takes a patch that only moves a line's indentation", () => {
    const outdented = kernel
      .replace("    return data", "return_data = 1\n    return data")
      .replace("        launch", "    launch");
    const patch = createTwoFilesPatch("a/submission.py", "b/submission.py", kernel, outdented);
    expect(patchedFiles("change.diff", patch, baseline)).toEqual({ "submission.py": outdented });
  });

  it.each(["scale_block = 32", "scale_block: int = 32", "    scale_block = 8  # knob: locked, not really"])(
    "can't change a locked constant by %s",
    (line) => {
      const changed = { "submission.py": kernel.replace(/scale_block = 16.*/, line) };
      expect(refusal(() => refuseLockedConstants(changed, baseline, []))).toMatch(/^knob-locked: .*scale_block/);
    },
  );

  it("may hand a locked constant on", () => {
    const renamed = { "submission.py": kernel.replace("block=scale_block", "scale_block=scale_block") };
    expect(() => refuseLockedConstants(renamed, baseline, [])).not.toThrow();
  });
});

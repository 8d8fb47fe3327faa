import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { pythonCommand, readPythonHarness } from "../../src/runner/launching/python-harness.ts";
import { python, whyNoPython } from "./python-run.ts";
import { runPython } from "./python-sandbox.ts";

/** The command as it is, but for its patience. */
const [file = "", ...argv] = pythonCommand(python).map((word) => word.replaceAll("alarm(60)", "alarm(1)"));
const { preamble } = readPythonHarness();

describe.skipIf(whyNoPython)("a launcher that dies before all has come, and leaves stdin open", () => {
  it.each([
    ["before the first byte", 0],
    ["in the middle of the program", 1000],
  ])("%s, is noticed by its silence", async (_, bytes) => {
    const harness = spawn(file, argv, { stdio: ["pipe", "ignore", "inherit"] });
    harness.stdin.write(preamble.subarray(0, bytes));
    expect(await once(harness, "exit")).toEqual([null, "SIGALRM"]);
  });

  it("in the middle of the bundle, is noticed by its silence", async () => {
    const said = await runPython(`
import os
from tank_harness.bundle_lines import START_LEASH_S, BundleLines

theirs, ours = os.pipe()
os.write(ours, b'{"protocol": 1, "runId"')
print(START_LEASH_S, BundleLines(theirs, 0.2).read_now())`);
    expect(said.trim()).toBe("60.0 None");
  });
});

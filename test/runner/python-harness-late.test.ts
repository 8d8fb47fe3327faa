import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { judgeReport } from "../../src/rounds/judging/judge-report.ts";
import { VerdictRules } from "../../src/rounds/judging/verdict/verdict-rules.ts";
import { pySumsBundle } from "./py-sums.ts";
import { openHarness, whyNoPython } from "./python-run.ts";
import { runPython } from "./python-sandbox.ts";

/** A kernel whose process says of its first queued calls, or of so many, that the device did not wait for them. */
const late = (times: number) => `
import gc
said = 0
def was_late():
    global said
    said += 1
    return said <= ${times}
for found in gc.get_objects():
    if type(found).__name__ == "CpuGate":
        found.was_late = was_late
def custom_kernel(data):
    rows, sums = data
    for index, row in enumerate(rows):
        total = 0.0
        for value in row:
            total += value
        sums[index] = total
    return sums
`;

describe.skipIf(whyNoPython)(`calls that were queued too late ${whyNoPython ?? ""}`, () => {
  let harness: ReturnType<typeof openHarness>;
  beforeAll(() => {
    harness = openHarness();
  });
  afterAll(() => harness[Symbol.asyncDispose]());

  const measured = async (times: number) => {
    const { report } = await harness.run(pySumsBundle({ "submission.py": late(times) }));
    expect(report).not.toHaveProperty("failure");
    const alone = report.integrity?.filter(({ side }) => side === "candidate").map(({ label }) => label);
    return { alone, judged: judgeReport(report, VerdictRules.parse({})) };
  };

  it("are measured again: a machine that stands still for a moment makes no kernel suspect", async () => {
    expect((await measured(3)).alone).toEqual(["small", "large"]);
  });

  it("again and again can't be checked alone", async () => {
    const { alone, judged } = await measured(1_000_000);
    expect(alone).toEqual([]);
    expect(judged).toMatchObject({ verdict: "suspect", detail: expect.stringMatching(/^Can't be checked alone\./) });
  });

  it("make a kernel host-bound only when they are late a second time", async () => {
    const said = await runPython(`
from tank_harness.pairs import waits_for_device

class Gate:
    def __init__(self, late):
        self.late = list(late)
    def was_late(self):
        return self.late.pop(0)

class Device:
    def time_queued(self, calls, gate):
        return [each.call() for each in calls]

class Inputs:
    data = ()

for late in ([False], [True, False], [True, True]):
    print(waits_for_device(Device(), lambda data: 1.0, Inputs(), Gate(late)))`);
    expect(said.trim().split("\n")).toEqual(["False", "False", "True"]);
  });
});

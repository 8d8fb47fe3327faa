import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { judgeReport } from "../../src/rounds/judging/judge-report.ts";
import { VerdictRules } from "../../src/rounds/judging/verdict/verdict-rules.ts";
import { pySumsBundle, pySumsCandidate } from "./py-sums.ts";
import { openHarness, whyNoPython } from "./python-run.ts";
import { runPython } from "./python-sandbox.ts";

/** A cheat's verdict, and the words that say what caught it. */
const cheats: readonly (readonly [name: string, verdict: string, caught: RegExp])[] = [
  [
    "forges-result",
    "against the rules",
    /^Caught at the stage "build": it wrote .* to the channel on which the harness/,
  ],
  [
    "forges-answer",
    "against the rules",
    /^Caught at the stage "build": it wrote an answer to a question that was not asked to the channel/,
  ],
  [
    "zeroes-inputs",
    "against the rules",
    /^Caught at the stage "check": it changed its inputs on test 1 \(.*\) and 3 more, which/,
  ],
  ["cached-by-address", "wrong result", /^test 1 .*: 1 of 1 elements differ, largest error/],
  ["skips-seen", "wrong result", /^test 1 .*: 1 of 1 elements differ, not a number, or never written/],
  ["cached-by-sample", "wrong result", /^(small|large): \d of \d elements differ, largest error/],
  ["counts-calls", "wrong result", /Found at the stage "time", after the first check had passed\.$/],
  ["breaks-baseline", "suspect", /^The baseline was right by itself and failed beside this candidate: /],
  ["edits-baseline", "suspect", /^The timings disagree\. .* in pairs, .* each alone/],
];

describe.skipIf(whyNoPython)(`R19: a cheat on this processor ${whyNoPython ?? ""}`, () => {
  let harness: ReturnType<typeof openHarness>;
  beforeAll(() => {
    harness = openHarness();
  });
  afterAll(() => harness[Symbol.asyncDispose]());

  const measured = async (name: string) => {
    const { report } = await harness.run(pySumsBundle(await pySumsCandidate(`cheat-${name}`)));
    const judged = judgeReport(report, VerdictRules.parse({}));
    if ("fault" in judged) throw new Error(judged.fault.detail);
    return { report, verdict: judged };
  };

  it.each(cheats)("%s is %s, which says what caught it", async (name, expected, caught) => {
    const { verdict } = await measured(name);
    expect(verdict).toMatchObject({ verdict: expected, detail: expect.stringMatching(caught) });
  });

  it("patches-clock changes no clock that the harness looks at", async () => {
    const { report } = await measured("patches-clock");
    const alone = report.integrity?.filter(({ side }) => side === "candidate") ?? [];
    expect(alone).toHaveLength(2);
    // A clock at a thousandth of its speed would show a thousandth of what the supervisor's own clock does.
    for (const { eventNs, wallNs } of alone) expect(Math.min(...wallNs) / Math.min(...eventNs)).toBeLessThan(50);
  });

  it("reads-reference finds nothing to read", async () => {
    expect((await measured("reads-reference")).report).not.toHaveProperty("failure");
  });
});

describe.skipIf(whyNoPython)(`memory that processes share ${whyNoPython ?? ""}`, () => {
  it("R19: is sealed where it holds inputs, and keeps its size where it takes outputs", async () => {
    const said = await runPython(`
import mmap, os
from tank_harness import shared_memory

def refused(action):
    try:
        action()
    except (OSError, ValueError) as error:
        return type(error).__name__
    return "allowed"

fd = shared_memory.create(100, "inputs")
with shared_memory.map_writable(fd) as memory:
    memory[:5] = b"right"
shared_memory.seal(fd)
again = os.open("/proc/self/fd/%d" % fd, os.O_RDWR)
for each in (fd, again):
    print(refused(lambda: os.pwrite(each, b"wrong", 0)))
    print(refused(lambda: os.ftruncate(each, 0)))
    print(refused(lambda: os.ftruncate(each, 1 << 20)))
    print(refused(lambda: mmap.mmap(each, 0, mmap.MAP_SHARED, mmap.PROT_WRITE)))
own = shared_memory.map_private(again)
own[:5] = b"wrong"
print(os.pread(fd, 5, 0).decode())

box = shared_memory.create(100, "outbox")
shared_memory.fix_size(box)
print(refused(lambda: os.ftruncate(box, 0)))
print(refused(lambda: os.ftruncate(box, 1 << 20)))
print(os.pwrite(box, b"output", 0))`);
    const barred = Array.from({ length: 8 }, () => "PermissionError");
    expect(said.trim().split("\n")).toEqual([...barred, "right", "PermissionError", "PermissionError", "6"]);
  });

  it("R19: can't be changed by a kernel that finds its way to it", async () => {
    const source = `
import os
def custom_kernel(data):
    rows, sums = data
    for name in os.listdir("/proc/self/fd"):
        try:
            if "inputs" in os.readlink("/proc/self/fd/" + name):
                os.pwrite(int(name), bytes(64), 0)
                raise SystemExit("an input file was changed through " + name)
        except OSError:
            pass
    for index, row in enumerate(rows):
        sums[index] = sum(row)
    return sums
`;
    await using harness = openHarness();
    const bundle = pySumsBundle({ "submission.py": source });
    const { report } = await harness.run({ ...bundle, timing: { ...bundle.timing, cases: [], integrity: false } });
    expect(report).not.toHaveProperty("failure");
    expect(report.checks.filter(({ mismatched }) => mismatched > 0)).toEqual([]);
  });
});

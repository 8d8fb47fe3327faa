import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hashFiles } from "../../src/rounds/source-hash.ts";
import { pySumsBundle, pySumsCandidate } from "./py-sums.ts";
import { openHarness, whyNoPython } from "./python-run.ts";

const cases = ["test 1 (rows=1 width=1)", "test 2 (rows=3 width=50)", "small", "large"];
const checked = (side: string, labels: readonly string[]) => labels.map((label) => ["case-checked", side, label]);
const bySides = (labels: readonly string[]) =>
  labels.flatMap((label) => [...checked("baseline", [label]), ...checked("candidate", [label])]);

/** What a run says on its way, without its measurements. */
const course = [
  ["stage-started", "build"],
  ["built", "baseline"],
  // Before the candidate's code is there.
  ...checked("baseline", cases),
  ["built", "candidate"],
  ["stage-started", "check"],
  ...checked("candidate", cases),
  ["stage-started", "time"],
  ["case-timed", "small"],
  ["case-timed", "large"],
  ["stage-started", "recheck"],
  ...bySides(["small", "large"]),
  ["stage-started", "integrity"],
  ...checked("candidate", ["small", "large"]),
  ["report"],
];

describe.skipIf(whyNoPython)(`a run of the Python harness ${whyNoPython ?? ""}`, () => {
  let harness: ReturnType<typeof openHarness>;
  beforeAll(() => {
    harness = openHarness();
  });
  afterAll(() => harness[Symbol.asyncDispose]());

  const courseOf = ({ events }: Awaited<ReturnType<typeof harness.run>>) =>
    events.map((each) => [
      each.event,
      ...("stage" in each ? [each.stage] : []),
      ...("side" in each ? [each.side] : []),
      ...("label" in each ? [each.label] : []),
    ]);

  it("says every step in the protocol's events, and reports what it measured", async () => {
    const candidate = await pySumsCandidate("faster");
    const run = await harness.run(pySumsBundle(candidate));
    expect(courseOf(run)).toEqual(course);
    const { report } = run;
    expect(report).toMatchObject({ hashes: { candidate: hashFiles(candidate) }, machine: { kind: "cpu" } });
    expect(Object.keys(report.stageMs)).toEqual(["build", "check", "time", "recheck", "integrity"]);
    expect(report.cases.map(({ label, clock }) => [label, clock])).toEqual([
      ["small", "call"],
      ["large", "call"],
    ]);
    for (const { blocks } of report.cases) {
      expect(blocks.length).toBeGreaterThanOrEqual(10);
      for (const { baseline, candidate: own } of blocks) expect(baseline).toHaveLength(own.length);
    }
    expect(report.checks.filter(({ mismatched }) => mismatched > 0)).toEqual([]);
    // Which sides are looked at is drawn at random; the cheats' tests show that candidates are.
    expect(report.checks.some(({ stage }) => stage === "time")).toBe(true);
    expect(report.integrity?.map(({ side, label }) => `${side} ${label}`)).toEqual(
      ["baseline", "candidate"].flatMap((side) => [`${side} small`, `${side} large`]),
    );
    expect(report).not.toHaveProperty("failure");
    expect(report).not.toHaveProperty("tampering");
  });

  it("lets nothing that a kernel prints into its events, however much it is", async () => {
    const run = await harness.run(pySumsBundle(await pySumsCandidate("prints-much")));
    expect(courseOf(run)).toEqual(course);
    expect(run.report).not.toHaveProperty("failure");
  });

  it("keeps the tail of what a kernel printed, and says how much it left out", async () => {
    const source = `
import sys
def custom_kernel(data):
    for number in range(100_000):
        print("line", number)
    print("the last words", file=sys.stderr, flush=True)
    sys.stdout.flush()
    raise ValueError("no sums today")
`;
    const { report } = await harness.run(pySumsBundle({ "submission.py": source }, { logBytes: 2000 }));
    const { message, log = "" } = report.failure ?? {};
    expect(message).toBe("submission.py:8: ValueError: no sums today");
    expect(log).toContain("line 99999");
    expect(log).toMatch(/… \d+ bytes before this are left out/);
    expect(log).not.toContain("line 1\n");
    expect(log.length).toBeLessThan(3000);
  });

  it("measures the baseline against itself where there is no candidate, and blames nobody else", async () => {
    const run = await harness.run(pySumsBundle(null));
    expect(run.report).toMatchObject({ hashes: { candidate: null } });
    expect(run.report.checks.every(({ side }) => side === "baseline")).toBe(true);
    expect(run.report.cases.every(({ blocks }) => blocks.length > 0)).toBe(true);
    expect(run.report).not.toHaveProperty("integrity");
  });

  it("times only what it was asked to, and without that only builds and checks", async () => {
    const bundle = pySumsBundle(await pySumsCandidate("faster"));
    const { report } = await harness.run({ ...bundle, timing: { ...bundle.timing, cases: [] } });
    expect(Object.keys(report.stageMs)).toEqual(["build", "check"]);
    expect(report.cases.map(({ blocks }) => blocks)).toEqual([[], []]);
    expect(new Set(report.checks.map(({ label }) => label))).toEqual(new Set(cases));
  });
});

import { describe, expect, it } from "vitest";
import { Report } from "../../src/rounds/report.ts";
import { hashFiles } from "../../src/rounds/source-hash.ts";
import { doublingBundle, honestBody, kernel, runDoubling } from "./doubling.ts";

describe.concurrent("the wasm harness", { timeout: 30_000 }, () => {
  it("takes an honest candidate through every stage and reports raw samples", async () => {
    const candidate = kernel(honestBody);
    const { report, events } = await runDoubling(candidate);
    const bundle = doublingBundle(candidate);

    expect(Report.parse(report)).toEqual(report);
    expect(report.failure).toBeUndefined();
    expect(Object.keys(report.stageMs)).toEqual(["build", "check", "time", "recheck"]);
    expect(report.hashes).toEqual({
      problem: bundle.problem.sha256,
      baseline: hashFiles(bundle.baseline),
      candidate: hashFiles(candidate),
    });
    expect(report.cases.map(({ label, clock }) => [label, clock])).toEqual([
      ["small", "call"],
      ["large", "call"],
    ]);
    for (const { blocks } of report.cases) expect(blocks.length).toBeGreaterThanOrEqual(8);
    expect(new Set(report.checks.map(({ side, stage }) => `${side} ${stage}`)).size).toBe(6);
    expect(report.checks.every(({ mismatched }) => mismatched === 0)).toBe(true);
    expect(report.versions.assemblyscript).toMatch(/^\d+\.\d+/);
    expect(events.at(-1)).toEqual({ event: "report", report });
    expect(events.filter(({ event }) => event === "case-timed")).toHaveLength(2);
  });

  it("pairs the baseline with a copy of itself when there is no candidate", async () => {
    const { report } = await runDoubling(null);
    expect(report.failure).toBeUndefined();
    expect(report.hashes.candidate).toBeNull();
    expect(report.checks.every(({ side, stage }) => side === "baseline" || stage === "time")).toBe(true);
    for (const { blocks } of report.cases) {
      for (const { baseline, candidate } of blocks) expect(candidate).toHaveLength(baseline.length);
    }
  });

  it("builds and checks, and enters no further stage, where no case is to be timed", async () => {
    const { report } = await runDoubling(kernel(honestBody), {}, []);
    expect(report.failure).toBeUndefined();
    expect(Object.keys(report.stageMs)).toEqual(["build", "check"]);
    expect(report.cases.map(({ blocks }) => blocks.length)).toEqual([0, 0]);
    expect(report.checks.filter(({ side }) => side === "candidate")).toHaveLength(4);
  });

  it("times the named cases alone, and checks every case before and after", async () => {
    const { report } = await runDoubling(kernel(honestBody), {}, ["large"]);
    expect(report.failure).toBeUndefined();
    expect(report.cases.map(({ label, blocks }) => [label, blocks.length > 0])).toEqual([
      ["small", false],
      ["large", true],
    ]);
    const rechecked = report.checks.filter(({ side, stage }) => side === "candidate" && stage === "recheck");
    expect(rechecked.map(({ label }) => label)).toEqual(["small", "large"]);
  });

  it("reports the compiler's own error line, with its file and line, on top", async () => {
    const { report } = await runDoubling(kernel("store<f32>(to, missing);"));
    expect(report.failure).toMatchObject({ side: "candidate", stage: "build", kind: "error" });
    expect(report.failure?.message).toBe("ERROR TS2304: Cannot find name 'missing'. (in submission.ts(3,18))");
    expect(report.failure?.log).toContain("store<f32>(to, missing);");
    expect(report.stageMs.check).toBeUndefined();
  });

  it("reports a wrong result as facts, for every case, and times nothing", async () => {
    const { report } = await runDoubling(kernel("for (let i = 0; i < count; i++) store<f32>(to + i * 4, 3);"));
    const large = report.checks.find(({ side, label }) => side === "candidate" && label === "large");
    expect(large).toMatchObject({ stage: "check", elements: 9000, rtol: 0, atol: 0.5 });
    expect(large?.mismatched).toBeGreaterThan(8000);
    expect(large?.first).toMatchObject({ at: expect.stringMatching(/^out\[\d+\]$/), got: "3" });
    expect(report.failure).toMatchObject({ side: "candidate", stage: "check", kind: "error" });
    expect(report.cases.every(({ blocks }) => blocks.length === 0)).toBe(true);
  });

  it("sees an element that was never written, because outputs start as NaN", async () => {
    const { report } = await runDoubling(kernel(honestBody.replace("i < count", "i < count - 1")));
    const large = report.checks.find(({ side, label }) => side === "candidate" && label === "large");
    expect(large).toMatchObject({ mismatched: 1, maxError: null, first: { at: "out[8999]", got: "NaN" } });
  });

  it("catches a kernel that answers from memory once it was checked", async () => {
    const remember = `if (++calls > 10) { memory.copy(to, last, count * 4); return; } ${honestBody} last = to;`;
    const { report } = await runDoubling(kernel(remember, "let calls = 0;\nlet last: usize = 0;"));
    expect(
      report.checks.some(({ side, stage, mismatched }) => side === "candidate" && stage === "time" && mismatched),
    ).toBe(true);
    expect(report.failure).toMatchObject({ side: "candidate", stage: "time", kind: "error" });
  });

  it("blames the baseline when the baseline does not build", async () => {
    const bundle = doublingBundle(null);
    expect(bundle.candidate).toBeNull();
    const { report } = await runDoubling({ "entry.ts": "", ...kernel(honestBody) });
    expect(report.failure).toMatchObject({ side: "candidate", stage: "build" });
    expect(report.failure?.message).toContain("entry.ts is one of the problem's own files");
  });
});

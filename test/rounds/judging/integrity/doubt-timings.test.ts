import { describe, expect, it } from "vitest";
import type { IntegrityFact, Report } from "../../../../src/rounds/report.ts";
import { alone, gpuCases, gpuReport, honestAlone, scaled } from "../sample-gpu-report.ts";
import { reportWith, steadyBlocks } from "../sample-report.ts";
import { verdictOf } from "../verdict-of.ts";

const [small] = gpuCases;
const candidateNs = small.baselineNs / small.speedup;

/** The honest facts, with what the candidate shows on the small case changed. */
function withCandidate(fact: IntegrityFact): IntegrityFact[] {
  return honestAlone().map((each) => (each.side === "candidate" && each.label === "small" ? fact : each));
}

describe("R19: both sides alone, under the supervisor's clock", () => {
  it("that agree with the pairs leave the verdict, which says that they were looked at", () => {
    const verdict = verdictOf(gpuReport());
    expect(verdict).toMatchObject({ verdict: "faster", checkedAlone: true });
    expect(verdict).not.toHaveProperty("uncheckedCases");
  });

  it("disagree with a baseline that the candidate slowed in its process: suspect, with both numbers", () => {
    const forged = scaled(gpuReport(), "baseline", 2.43, "small");
    const verdict = verdictOf(forged);
    expect(verdict).toMatchObject({ verdict: "suspect", reason: "timings-disagree", success: null });
    expect(verdict.detail).toContain(
      "small: ×3.65 (107 µs and 29.3 µs) in pairs, ×1.5 (44.1 µs and 29.4 µs) each alone",
    );
    expect(verdict.detail).toContain('It had been judged "faster"');
    expect(verdict.cases.map(({ label }) => label)).toEqual(["small", "large"]);
  });

  it.each([
    ["below the tolerance", 0.983, "faster"],
    ["beyond it, for the candidate", 0.96, "suspect"],
    ["beyond it, against the candidate", 1.04, "suspect"],
  ] as const)("a ratio %s: %s is %s", (_, by, verdict) => {
    expect(verdictOf(scaled(gpuReport(), "candidate", by, "large")).verdict).toBe(verdict);
  });

  it.each([
    ["half a microsecond on a very short call, whatever its share", 3600, 400, 700],
    ["an eighth of a short one", 20_000, 2000, 3000],
    ["three microseconds on a longer one, for where its buffers lie", 60_000, 2600, 3600],
  ])("may differ by %s", (_, callNs, allowedNs, beyondNs) => {
    const shifted = (candidateShiftNs: number): Report => {
      const cases = [{ label: "tiny", clock: "gpu" as const, blocks: steadyBlocks(1.2, callNs * 1.2) }];
      const integrity = [
        alone("baseline", "tiny", callNs * 1.2),
        alone("candidate", "tiny", callNs + candidateShiftNs),
      ];
      return gpuReport({ cases, work: [], integrity });
    };
    expect(verdictOf(shifted(allowedNs)).verdict).toBe("faster");
    expect(verdictOf(shifted(beyondNs)).verdict).toBe("suspect");
  });

  it("a slower candidate whose timings disagree is suspect too: a number that isn't true says nothing", () => {
    const slowed = scaled(gpuReport(), "candidate", 2);
    expect(verdictOf(slowed)).toMatchObject({ verdict: "suspect", reason: "timings-disagree" });
  });

  it("work hidden from the candidate's events is seen by the supervisor's clock", () => {
    // A launch on a stream that nobody joins: 2 µs by its events, 42 µs more on the wall.
    const forged = scaled(gpuReport({ work: [] }), "candidate", 2000 / candidateNs, "small");
    const fact = alone("candidate", "small", 1900);
    const hidden = { ...fact, wallNs: fact.wallNs.map((ns) => ns + 42_000) };
    const verdict = verdictOf({ ...forged, integrity: withCandidate(hidden) });
    expect(verdict).toMatchObject({ verdict: "suspect", reason: "timings-disagree" });
    expect(verdict.detail).toMatch(
      /the supervisor's clock counts 42\.\d µs a call beyond the candidate's own \(the baseline's 0\.4 µs; 3 µs may\)/,
    );
  });

  it("up to 3 µs on the wall are nobody's, and what the baseline shows too is the machine's", () => {
    const wall = (side: "baseline" | "candidate", label: string, callNs: number, ns: number) => {
      const fact = alone(side, label, callNs);
      return { ...fact, wallNs: fact.wallNs.map((each) => each + ns) };
    };
    expect(
      verdictOf(gpuReport({ integrity: withCandidate(wall("candidate", "small", candidateNs, 2900)) })).verdict,
    ).toBe("faster");
    const seen = withCandidate(wall("candidate", "small", candidateNs, 3800));
    expect(verdictOf(gpuReport({ integrity: seen })).verdict).toBe("suspect");
    const both = seen.map((each) =>
      each.side === "baseline" && each.label === "small" ? wall("baseline", "small", small.baselineNs, 3800) : each,
    );
    expect(verdictOf(gpuReport({ integrity: both })).verdict).toBe("faster");
  });

  /** The candidate's small case alone, with some chunks changed. */
  const uneven = (changed: readonly number[], byNs: Partial<Record<"eventNs" | "wallNs", number>>) => {
    const fact = alone("candidate", "small", candidateNs);
    const shift = (values: number[], ns = 0) => values.map((each, chunk) => each + (changed.includes(chunk) ? ns : 0));
    const times = { eventNs: shift(fact.eventNs, byNs.eventNs), wallNs: shift(fact.wallNs, byNs.wallNs) };
    return verdictOf(gpuReport({ integrity: withCandidate({ ...fact, ...times }) }));
  };

  it("a busy machine, which only ever adds to the wall, costs no honest run its verdict", () => {
    expect(uneven([0, 2, 3, 4, 6, 7, 9], { wallNs: 51_000 })).toMatchObject({ verdict: "faster", checkedAlone: true });
    expect(uneven([0, 1, 2, 3, 4, 6, 7, 9], { wallNs: 51_000 }).verdict).toBe("suspect");
  });

  it("a candidate is timed by the chunks alone in which it hides nothing", () => {
    // Seven of ten chunks leave a third of the work to a stream that nobody joins.
    const lazy = { eventNs: -candidateNs / 3 };
    const verdict = uneven([0, 1, 3, 4, 5, 7, 8], lazy);
    expect(verdict.verdict).toBe("faster");
    const forged = scaled(gpuReport(), "candidate", 2 / 3, "small");
    const fact = alone("candidate", "small", candidateNs);
    const eventNs = fact.eventNs.map((ns, chunk) => ns + ([2, 6, 9].includes(chunk) ? 0 : lazy.eventNs));
    expect(verdictOf({ ...forged, integrity: withCandidate({ ...fact, eventNs }) })).toMatchObject({
      verdict: "suspect",
      reason: "timings-disagree",
    });
  });

  it("what moving the buffers about changes is nobody's fault, and no licence for a candidate's own unsteadiness", () => {
    const spread = (side: "baseline" | "candidate", share: number) =>
      honestAlone().map((each) =>
        each.side === side && each.label === "small"
          ? alone(side, "small", each.eventNs[0] ?? 0, {
              eventNs: each.eventNs.map((ns, chunk) => ns * (1.14 + (chunk % 2 === 0 ? share : -share))),
              wallNs: each.eventNs.map((ns, chunk) => ns * (1.14 + (chunk % 2 === 0 ? share : -share)) + 52_400),
            })
          : each,
      );
    expect(verdictOf(gpuReport({ integrity: spread("baseline", 0.002) })).verdict).toBe("suspect");
    expect(verdictOf(gpuReport({ integrity: spread("baseline", 0.12) })).verdict).toBe("faster");
    expect(verdictOf(gpuReport({ integrity: spread("candidate", 0.12) })).verdict).toBe("suspect");
  });

  it("pairs too noisy to call anything are not held against a candidate", () => {
    const cases = [
      {
        label: "small",
        clock: "gpu" as const,
        blocks: steadyBlocks(1.04, 44_000).map(({ baseline, candidate }, block) => ({
          baseline,
          candidate: candidate.map((ns) => ns * (block % 2 === 0 ? 1.25 : 0.8)),
        })),
      },
    ];
    const integrity = [alone("baseline", "small", 44_000), alone("candidate", "small", 44_000 / 1.1)];
    expect(verdictOf(gpuReport({ cases, work: [], integrity }))).toMatchObject({ verdict: "inconclusive" });
  });

  it("say so where they are missing, for all cases or for some", () => {
    const { integrity: _, ...without } = gpuReport();
    expect(verdictOf(without)).toMatchObject({ verdict: "faster", checkedAlone: false });
    expect(verdictOf(without)).not.toHaveProperty("uncheckedCases");
    const some = honestAlone().filter(({ label }) => label === "large");
    expect(verdictOf(gpuReport({ integrity: some }))).toMatchObject({ checkedAlone: false, uncheckedCases: ["small"] });
    expect(verdictOf(gpuReport(), { clock: "call" })).toMatchObject({ rules: { clock: "call" }, checkedAlone: false });
  });

  const waiting = (sides: readonly ("baseline" | "candidate")[], speedup = 1): Report => {
    const cases = gpuReport().cases.map((each) =>
      each.label === "small" && each.clock === "gpu" ? { ...each, hostBound: [...sides] } : each,
    );
    const integrity = honestAlone().filter(({ label }) => label === "large");
    return scaled(gpuReport({ cases, integrity }), "candidate", speedup, "small");
  };

  it("can't be compared where the baseline waits for the GPU by itself, which the verdict says", () => {
    expect(verdictOf(waiting(["baseline", "candidate"]))).toMatchObject({
      verdict: "faster",
      checkedAlone: false,
      uncheckedCases: ["small"],
      hostBound: [{ label: "small", sides: ["baseline", "candidate"] }],
    });
  });

  it("are escaped by a candidate that waits where the baseline doesn't: suspect where it is faster by that", () => {
    const verdict = verdictOf(waiting(["candidate"]));
    expect(verdict).toMatchObject({ verdict: "suspect", reason: "escapes-check-alone", success: null });
    expect(verdict.detail).toContain("small: ×1.5 in pairs, but the candidate waits for the device by itself");
    expect(verdictOf(waiting(["candidate"], 1.6)).verdict).not.toBe("suspect");
    // Nobody looked: the stage was not asked for.
    const { integrity: _, ...unasked } = waiting(["candidate"]);
    expect(verdictOf(unasked).verdict).toBe("faster");
    expect(verdictOf({ ...unasked, stageMs: { integrity: 900 } }).verdict).toBe("suspect");
  });

  it("are escaped as well by one that waits only when it is alone", () => {
    const integrity = honestAlone().filter(({ side, label }) => side === "baseline" || label === "large");
    expect(verdictOf(gpuReport({ integrity }))).toMatchObject({ reason: "escapes-check-alone" });
  });

  it("on a processor by its only clock, with an interpreter's tolerance", () => {
    const cpu = (callNs: number): Report => {
      const cases = [{ label: "a", clock: "call" as const, blocks: steadyBlocks(3, 300_000) }];
      const integrity = [alone("baseline", "a", 300_000), alone("candidate", "a", callNs)];
      return reportWith({ cases, integrity });
    };
    expect(verdictOf(cpu(160_000))).toMatchObject({ verdict: "faster", checkedAlone: true });
    expect(verdictOf(cpu(290_000)).verdict).toBe("suspect");
  });
});

describe("R19: faster than the machine can be", () => {
  const impossible = (candidateShare: number, parts: Partial<Report> = {}) => {
    return scaled(gpuReport({ integrity: [], ...parts }), "candidate", candidateShare, "large");
  };

  it("is suspect, with the least time that the machine needs", () => {
    // 152.5 MB less 52.4 MB of cache at 2.7 TB/s are 37 µs, less 15%: 31.5 µs; 47 GFLOP at 1.3 PF are 36 µs, less 30%.
    const verdict = verdictOf(impossible(0.12));
    expect(verdict).toMatchObject({ verdict: "suspect", reason: "faster-than-machine", success: null });
    expect(verdict.detail).toContain("large: 30.1 µs, where this machine needs 31.5 µs at the very least");
    expect(verdict.detail).toContain(
      "(100 MB beyond its cache at 2.7 TB a second, less 15%; measured by copy of 1 GiB;",
    );
  });

  it("is not said of a candidate at the limit, nor of what a cache could hide", () => {
    expect(verdictOf(impossible(0.14)).verdict).toBe("faster");
    const inCache = { ...gpuReport().machine, facts: {} };
    expect(verdictOf(impossible(0.12, { machine: inCache })).verdict).toBe("faster");
  });

  it("counts operations where bytes don't bind", () => {
    const work = [{ label: "large", bytes: 1e6, operations: 470e9 }];
    const verdict = verdictOf(impossible(0.9, { work }));
    expect(verdict).toMatchObject({ verdict: "suspect", reason: "faster-than-machine" });
    expect(verdict.detail).toContain("470 G operations at 1.3 P a second, less 30%");
  });

  it("is the problem's wrong count where its own baseline is faster too", () => {
    const work = [{ label: "large", bytes: 10e9, operations: 0 }];
    expect(verdictOf(impossible(1, { work })).verdict).toBe("faster");
  });

  it("wins over timings that disagree, and tells both", () => {
    const report = scaled(gpuReport(), "candidate", 0.05);
    const verdict = verdictOf(report);
    expect(verdict.reason).toBe("faster-than-machine");
    expect(verdict.detail).toContain("each alone");
    expect(verdict.detail).toMatch(/\(and so large\)\..*\(and so large\)\./);
  });
});

describe("a machine's own limits", () => {
  it("stand in the verdict, each by what the machine runs out of first", () => {
    expect(verdictOf(gpuReport()).limits).toEqual([
      { label: "small", us: 7.40741, by: "bytes" },
      { label: "large", us: 56.4815, by: "bytes" },
    ]);
    const work = [{ label: "large", bytes: 1e6, operations: 470e9 }];
    expect(verdictOf(gpuReport({ work })).limits).toEqual([{ label: "large", us: 361.538, by: "operations" }]);
  });
});

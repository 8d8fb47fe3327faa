import { judgeReport } from "../../src/rounds/judging/judge-report.ts";
import type { Verdict } from "../../src/rounds/judging/verdict/verdict.ts";
import { VerdictRules } from "../../src/rounds/judging/verdict/verdict-rules.ts";
import type { CaseSamples, Report } from "../../src/rounds/report.ts";
import { failure, passedCheck, reportWith, steadyBlocks } from "../rounds/judging/sample-report.ts";
import { sampleVerdict } from "../rounds/sample-verdict.ts";
import { labels } from "./round-view-builder.ts";

/** Verdicts as the judge words them, on the founding cases. */

const baselineUs = [373, 372, 173, 9.56];

function cases(...speedups: readonly number[]): CaseSamples[] {
  return labels.map((label, index) => {
    const blocks = steadyBlocks(speedups[index] ?? 1, (baselineUs[index] ?? 1) * 1000);
    return { label, clock: "call", blocks };
  });
}

function judged(parts: Partial<Report>): Verdict {
  const verdict = judgeReport(
    reportWith({ checks: labels.map((label) => passedCheck(label)), cases: cases(1, 1, 1, 1), ...parts }),
    VerdictRules.parse({}),
  );
  if ("fault" in verdict) throw new Error("a sample report with a runner's fault");
  return verdict;
}

export const faster = judged({ cases: cases(1.52, 1.47, 1.31, 1.004) });
export const slower = judged({ cases: cases(0.77, 0.76, 0.78, 0.769) });
export const mixed = judged({ cases: cases(1.5, 1.4, 1.3, 0.8) });

/** The machine swings by half from block to block. */
export const inconclusive = judged({
  cases: labels.map((label, index) => ({
    label,
    clock: "call",
    blocks: steadyBlocks(1.04, (baselineUs[index] ?? 1) * 1000).map(({ baseline, candidate }, block) => ({
      baseline,
      candidate: candidate.map((ns) => ns * (block % 2 === 0 ? 1.25 : 0.8)),
    })),
  })),
});

/** The compiler's own words, as AssemblyScript 0.28 prints them. */
const refusal = 'ERROR AS102: User-defined: "MmaMXF4NVF4Op requires M=128, N=128; got tile 64x64"';
export const compileError = judged({
  checks: [],
  cases: cases().map((each) => ({ ...each, blocks: [] })),
  failure: failure({
    message: `${refusal} (in entry.ts(22,28))`,
    log: [
      refusal,
      "    :",
      ' 22 │ if (mma_tiler_n == 64) ERROR("MmaMXF4NVF4Op requires M=128, N=128; got tile 64x64");',
      "    │                        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~",
      "    └─ in entry.ts(22,28)",
      "",
      "FAILURE 1 compile error(s)",
    ].join("\n"),
  }),
});

export const wrongResult = judged({
  checks: [
    passedCheck(labels[0]),
    {
      ...passedCheck(labels[1]),
      mismatched: 17,
      maxError: 0.482,
      first: { at: "group 3, row 2, column 127", got: "1.9375", want: "1.4551" },
    },
    { ...passedCheck(labels[2]), mismatched: 4096, maxError: null },
  ],
  cases: cases().map((each) => ({ ...each, blocks: [] })),
});

export const timedOut = judged({
  cases: cases(1.2, 1.2).map((each, index) => (index < 2 ? each : { ...each, blocks: [] })),
  failure: failure({
    stage: "time",
    kind: "limit",
    label: labels[2],
    limitMs: 30_000,
    message: "the kernel did not return",
    log: "",
  }),
});

export const notBuilt = sampleVerdict("not built", null, {
  reason: "no-code-by-deadline",
  detail: "No code was handed in by the build deadline; the approach stays viable.",
});

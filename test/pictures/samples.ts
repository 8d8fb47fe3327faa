import type { DrawnVerdict } from "../../src/bot/pictures/verdict-chart.ts";
import type { CaseVerdict, Verdict } from "../../src/rounds/judging/verdict/verdict.ts";
import type { VerdictName } from "../../src/rounds/judging/verdict/verdict-name.ts";
import { VerdictRules } from "../../src/rounds/judging/verdict/verdict-rules.ts";
import type { Attempt, SeasonCourse } from "../../src/rounds/memory/season-course.ts";
import { Season } from "../../src/rounds/season.ts";

const start = Date.parse("2026-03-02T09:00:00Z");
const after = (days: number) => new Date(start + days * 86_400_000);

const season = Season.parse({ name: "nvfp4", title: "Shark Tank", problem: "nvfp4" });

export const onePoint: SeasonCourse = {
  season,
  problemTitle: "NVFP4 group GEMM",
  machine: "AMD EPYC 9B14",
  imported: false,
  readings: [{ at: after(0), us: 245 }],
  targetUs: null,
  attempts: [],
  elsewhere: 0,
};

const verdicts: readonly VerdictName[] = [
  "slower",
  "compile error",
  "faster",
  "no difference",
  "mixed",
  "wrong result",
  "slower",
  "suspect",
  "faster, below the bar",
  "crashed",
];

const speedups: Readonly<Partial<Record<VerdictName, number>>> = {
  slower: 0.75,
  faster: 1.4,
  "no difference": 1,
  mixed: 1.1,
  suspect: 4,
  "faster, below the bar": 1.15,
};

/** Ten rounds of three pitches, one of each three promoted now and then. */
function manyAttempts(): SeasonCourse {
  const attempts: Attempt[] = [];
  const readings: { at: Date; us: number }[] = [];
  let us = 251;
  for (let round = 1; round <= 10; round++) {
    readings.push({ at: after(round * 5), us });
    for (const [index, letter] of ["A", "B", "C"].entries()) {
      const verdict = verdicts[(round * 3 + index) % verdicts.length] ?? "faster";
      const speedup = speedups[verdict];
      const time = speedup === undefined ? null : us / (speedup * (1 + 0.02 * index));
      attempts.push({
        at: after(round * 5 + 2 + index / 3),
        name: `${round}${letter}`,
        title: letter,
        verdict,
        us: time,
      });
      if (verdict === "faster" && time !== null) us = time;
    }
  }
  return { ...onePoint, machine: "NVIDIA B200", readings, targetUs: 5.2, attempts, elsewhere: 2 };
}

const longNames: SeasonCourse = {
  ...onePoint,
  season: { ...season, title: "The Great Kernel Shark Tank of the Northern Winter Season" },
  problemTitle: "NVFP4 dual group GEMM with block scaling and a fused SiLU epilogue",
  machine: "NVIDIA GB300 NVL72 Grace Blackwell Ultra 288GB HBM3e, driver 590.12, clocks locked at 1830 MHz",
  readings: [
    { at: after(0), us: 245 },
    { at: after(0.02), us: 243 },
  ],
  attempts: [
    { at: after(0.01), name: "1A", title: "A", verdict: "slower", us: 349 },
    { at: after(0.011), name: "1B", title: "B", verdict: "compile error", us: null },
    { at: after(0.03), name: "2A", title: "A", verdict: "faster", us: 167 },
  ],
};

export const founding: SeasonCourse = {
  ...onePoint,
  machine: "NVIDIA B200",
  imported: true,
  readings: [{ at: after(0), us: 247.4 }],
  targetUs: 5.19,
};

export const sampleCourses: Readonly<Record<string, SeasonCourse>> = {
  "one-point": onePoint,
  founding,
  "many-attempts": manyAttempts(),
  "long-names": longNames,
};

const rules = VerdictRules.parse({});

function caseOf(label: string, baselineUs: number, speedup: number, spread: number): CaseVerdict {
  const ci95 = [speedup * (1 - spread), speedup * (1 + spread)] as const;
  const verdict = speedup > 1 ? "faster" : "slower";
  return { label, verdict, speedup, ci95, ci99: ci95, baselineUs, candidateUs: baselineUs / speedup, pairs: 160 };
}

function verdictOf(verdict: VerdictName, cases: readonly CaseVerdict[], speedup: number | null): Verdict {
  const ci95 = speedup === null ? null : ([speedup * 0.997, speedup * 1.003] as const);
  const reason = verdict === "faster" ? "surely-faster" : "surely-slower";
  return { verdict, reason, detail: "…", success: verdict === "faster", speedup, ci95, ci99: ci95, cases, rules };
}

export const fasterDrawing: DrawnVerdict = {
  title: "C, The Wild Card",
  machine: "NVIDIA B200",
  verdict: verdictOf(
    "faster",
    [
      caseOf("g=8, K=7168", 373, 1.46, 0.004),
      caseOf("g=8, K=2048", 372, 1.31, 0.02),
      caseOf("g=2, K=4096", 173, 1.52, 0.05),
      caseOf("g=2, K=1536", 156, 0.98, 0.2),
    ],
    1.31,
  ),
  targets: { "g=8, K=7168": 18.8, "g=8, K=2048": 10.7, "g=2, K=4096": 2.4, "g=2, K=1536": 1.5 },
};

export const sampleDrawings: Readonly<Record<string, DrawnVerdict>> = {
  faster: fasterDrawing,
  "long-names": {
    title: "A, Pipeline Stages with a very long name that nobody would ever type into a command",
    machine: "AMD EPYC 9B14 96-Core Processor with a long name",
    verdict: verdictOf(
      "slower",
      ["m=1024 n=4096 k=7168 groups=8 fp4 blocks=16", "small", "m=1 n=2", "x", "y", "z", "u", "v"].map((label, index) =>
        caseOf(label, 40 + index * 3, 0.75 + index / 100, 0.01),
      ),
      0.77,
    ),
    targets: {},
  },
  "one-case": {
    ...fasterDrawing,
    verdict: verdictOf("slower", [caseOf("one", 100, 0.7, 0.01)], 0.7),
    targets: {},
  },
};

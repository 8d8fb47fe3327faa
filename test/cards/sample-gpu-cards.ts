import type { Card } from "../../src/bot/cards/card.ts";
import { measuredCard } from "../../src/bot/cards/measured-card.ts";
import { needsHostCard } from "../../src/bot/cards/needs-host-card.ts";
import { roundOpenedCard } from "../../src/bot/cards/round-opened.ts";
import { verdictCard } from "../../src/bot/cards/verdict-card.ts";
import { seenConditions } from "../../src/rounds/judging/facts/seen-conditions.ts";
import type { Verdict } from "../../src/rounds/judging/verdict/verdict.ts";
import type { Report } from "../../src/rounds/report.ts";
import type { StoredVerdict } from "../../src/rounds/store/verdicts.ts";
import { calm, gpuCases, gpuReport, honestAlone, scaled } from "../rounds/judging/sample-gpu-report.ts";
import { verdictOf } from "../rounds/judging/verdict-of.ts";
import { result } from "../rounds/round/sample-round.ts";
import { sampleView, tma } from "./round-view-builder.ts";

/** What a GPU's report adds to a card: clocks, its own limits, what was checked alone, and what can't be believed. */

function stored(report: Report, verdict: Verdict = verdictOf(report)): StoredVerdict {
  const conditions = seenConditions(report);
  if (conditions === null) throw new Error("a GPU without sensors");
  const ran = {
    machine: report.machine.name,
    sandbox: report.sandbox,
    versions: { torch: "2.11.0", triton: "3.6.0", driver: "580.82.07" },
    baseline: "b".repeat(64),
    candidate: "c".repeat(64),
    conditions,
  };
  return { runId: 1, roundId: 1, pitchId: tma, purpose: "verdict", verdict, ran, ruling: null };
}

const card = (report: Report): Card => verdictCard(sampleView(), stored(report));

/** Both kernels wait for the GPU by themselves on one case, at a clock that a power cap moved a little. */
const hostBound = gpuReport({
  cases: gpuReport().cases.map((each) => ({
    ...each,
    conditions: each.blocks.map((_, block) => (block < 8 ? calm : { ...calm, smMhz: 1905, throttle: ["SwPowerCap"] })),
    ...(each.label === "small" && each.clock === "gpu"
      ? { hostBound: ["baseline" as const, "candidate" as const] }
      : {}),
  })),
  work: [
    { label: "small", bytes: 20e6, operations: 3e9 },
    { label: "large", bytes: 52.5e6, operations: 47e9 },
  ],
});

const forged = scaled(gpuReport(), "baseline", 2.43, "small");

const tampering = gpuReport({
  tampering: [{ side: "candidate", stage: "time", what: "channel", detail: "bytes were forged on the channel" }],
  cases: gpuReport().cases.map((each) => ({ ...each, blocks: [] })),
});

/** By the problem's own evaluator: five processes of each side, no sensors between them. */
const byEvaluator = gpuReport({
  cases: gpuCases.map(({ label, baselineNs }) => ({
    label,
    clock: "evaluator" as const,
    blocks: [1, 1.03, 0.98, 1.01, 0.99].map((share) => ({
      baseline: [baselineNs * share],
      candidate: [(baselineNs * (2 - share)) / 1.4],
    })),
  })),
});

function suspectQuestion(): Card {
  const now = {
    state: "needs-host",
    question: "suspect",
    interrupted: null,
    results: [result(tma, "suspect", 2.5)],
  } as const;
  return needsHostCard(sampleView({ now, view: { verdicts: [stored(forged)] } }));
}

/** Opened on a GPU for which the season's file has no targets. */
function openedOnOwnLimits(): Card {
  const limits = [7.40741, 56.4815] as const;
  const cases = gpuCases.map(({ label, baselineNs }, index) => ({
    label,
    us: baselineNs / 1000,
    target: { us: limits[index] ?? 0, limitBy: index === 0 ? ("bytes" as const) : ("operations" as const) },
  }));
  const { baseline } = sampleView();
  const reading = { machine: "NVIDIA H100 80GB HBM3", imported: false, cases };
  return roundOpenedCard(sampleView({ view: { baseline: { ...baseline, reading } } }));
}

export const gpuCards: Readonly<Record<string, Card>> = {
  "verdict-gpu": card(gpuReport({ integrity: honestAlone() })),
  "measured-gpu": measuredCard(verdictOf(hostBound), hostBound),
  "verdict-host-bound": card(hostBound),
  "measured-suspect-busy": measuredCard(verdictOf(forged), {
    ...forged,
    machine: { name: "AMD EPYC 9B14", kind: "cpu", facts: { cores: 2, loadAtStart: 1.31, loadAtEnd: 4.2 } },
  }),
  "measured-by-evaluator": measuredCard(verdictOf(byEvaluator), byEvaluator),
  "verdict-suspect": card(forged),
  "verdict-faster-than-machine": card(scaled(gpuReport(), "candidate", 0.05)),
  "verdict-against-the-rules": card(tampering),
  "needs-host-suspect-numbers": suspectQuestion(),
  "round-opened-own-limits": openedOnOwnLimits(),
};

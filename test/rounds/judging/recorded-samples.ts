import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { readJudgeInput } from "../../../src/rounds/judging/input/judge-input.ts";
import type { SampleSet } from "../../../src/rounds/judging/input/raw-samples.ts";
import { judgeSamples } from "../../../src/rounds/judging/judge-samples.ts";
import { measureCase } from "../../../src/rounds/judging/statistics/statistics.ts";
import { decideVerdict } from "../../../src/rounds/judging/verdict/decide-verdict.ts";
import type { CaseVerdictName, Verdict } from "../../../src/rounds/judging/verdict/verdict.ts";
import { VerdictRules } from "../../../src/rounds/judging/verdict/verdict-rules.ts";
import type { CaseSamples, SampleBlock } from "../../../src/rounds/report.ts";

/** Samples recorded on an H100 before this project had a harness; what each file is stands inside it. */
export function recordedSets(name: "aa-h100" | "story-h100"): readonly SampleSet[] {
  const packed = readFileSync(new URL(`../../fixtures/measurements/${name}.json.gz`, import.meta.url));
  const input = readJudgeInput(gunzipSync(packed).toString("utf8"));
  if (input.kind !== "samples") throw new Error(`${name} is a report`);
  return input.sets;
}

/** Park and Miller's generator: the same resamples on every machine. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

/**
 * New A/A samples from the recorded ones: stretches of 25 pairs, each from a repetition and a place of its own, so that
 * what neighbours share stays. `effort` scales the number of pairs; `slowdown` multiplies the candidate's times.
 */
export function resampleCase(
  repetitions: readonly CaseSamples[],
  random: () => number,
  { effort = 1, slowdown = 1 } = {},
): SampleBlock {
  const stretch = 25;
  const size = Math.round((repetitions[0]?.blocks[0]?.baseline.length ?? 0) * effort);
  const baseline: number[] = [];
  const candidate: number[] = [];
  while (baseline.length < size) {
    const block = repetitions[Math.floor(random() * repetitions.length)]?.blocks[0];
    if (block === undefined) throw new Error("a repetition without samples");
    const start = Math.floor(random() * (block.baseline.length - stretch));
    const end = start + Math.min(stretch, size - baseline.length);
    baseline.push(...block.baseline.slice(start, end));
    candidate.push(...block.candidate.slice(start, end).map((ns) => ns * slowdown));
  }
  return { baseline, candidate };
}

export function judge(cases: readonly CaseSamples[], rules: Partial<VerdictRules> = {}): Verdict {
  return judgeSamples(cases, VerdictRules.parse(rules));
}

export function judgeOneCase(block: SampleBlock, rules: Partial<VerdictRules> = {}): CaseVerdictName {
  const measured = measureCase([block]);
  const verdict = decideVerdict([{ label: "a", measured }], measured, VerdictRules.parse(rules)).cases[0]?.verdict;
  if (verdict === undefined) throw new Error("a case without a verdict");
  return verdict;
}

import { ballotsSucceed, type Verdict } from "../../src/rounds/judging/verdict/verdict.ts";
import type { VerdictName } from "../../src/rounds/judging/verdict/verdict-name.ts";
import { VerdictRules } from "../../src/rounds/judging/verdict/verdict-rules.ts";

/** A verdict by its name and, where something was timed, its speedup; give what a test is about. */
export function sampleVerdict(name: VerdictName, speedup: number | null = null, parts: Partial<Verdict> = {}): Verdict {
  return {
    verdict: name,
    reason: "surely-faster",
    detail: `It was ${name}.`,
    success: ballotsSucceed[name],
    speedup,
    ci95: speedup === null ? null : [speedup * 0.999, speedup * 1.001],
    ci99: speedup === null ? null : [speedup * 0.998, speedup * 1.002],
    cases: [],
    rules: VerdictRules.parse({}),
    ...parts,
  };
}

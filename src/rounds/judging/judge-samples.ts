import type { CaseSamples } from "../report.ts";
import { measureSamples, overallOf } from "./statistics/measure-samples.ts";
import { decideVerdict } from "./verdict/decide-verdict.ts";
import type { Verdict } from "./verdict/verdict.ts";
import { settleRules, type VerdictRules } from "./verdict/verdict-rules.ts";

/** A verdict from timings alone, where nothing is known of the machine or of correctness. */
export function judgeSamples(samples: readonly CaseSamples[], asked: VerdictRules): Verdict {
  const { clock, cases } = measureSamples(samples, asked.clock);
  return decideVerdict(cases, overallOf(cases), settleRules(asked, clock, 0));
}

import { findDisturbance } from "../rounds/judging/facts/find-disturbance.ts";
import { judgeGuard } from "../rounds/judging/judge-guard.ts";
import { VerdictRules } from "../rounds/judging/verdict/verdict-rules.ts";
import type { Guard } from "../runner/bench.ts";

/** By the usual rules: a runner serves every season, and is fair to all of them or to none. */
export const baselineGuard: Guard = (report) => {
  const disturbed = findDisturbance(report);
  if (disturbed !== null) return { kind: "disturbed", detail: disturbed.detail };
  const unfair = judgeGuard(report, VerdictRules.parse({}));
  return unfair === null ? null : { kind: "unfair", detail: unfair.detail };
};

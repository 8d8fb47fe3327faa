import { judgeGuard } from "../rounds/judging/judge-guard.ts";
import { VerdictRules } from "../rounds/judging/verdict/verdict-rules.ts";
import type { Guard } from "../runner/bench.ts";

/** By the usual rules: a runner serves every season, and is fair to all of them or to none. */
export const baselineGuard: Guard = (report) => judgeGuard(report, VerdictRules.parse({}))?.detail ?? null;

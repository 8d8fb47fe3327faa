import { z } from "zod";
import { Clock } from "../../report.ts";
import { leastProcessEffect } from "../statistics/process-means.ts";

/** What a round may set about its verdicts; the rule itself is fixed (GAME.md, Verdicts). */
export const VerdictRules = z.strictObject({
  /** The smallest change that counts, as a share: 0.01 is 1%. Below 0.2% no method of ours can be trusted. */
  leastEffect: z.number().min(0.002).max(0.5).default(0.01),
  /** A faster candidate may not be surely slower than this share on any one case. */
  guard: z.number().min(0).max(0.5).default(0.05),
  /** The smallest change in ns that counts; null: 100 on a GPU, whose events tick in 32 ns, and 0 elsewhere. */
  minChangeNs: z.number().nonnegative().nullable().default(null),
  /** The speedup that counts as success, or null: any measurable improvement. */
  bar: z.number().min(1).max(1000).nullable().default(null),
  /** Which clock judges, where the runner has both. */
  clock: Clock.default("gpu"),
});
export type VerdictRules = z.infer<typeof VerdictRules>;

/** A season's rules for a run outside any bar: an opening, a proof, a private measurement. */
export function rulesWithoutBar(season: Pick<VerdictRules, "leastEffect" | "guard" | "clock">): VerdictRules {
  const { leastEffect, guard, clock } = season;
  return VerdictRules.parse({ leastEffect, guard, clock });
}

/** The rules as applied, in one order of keys, so that equal rules are equal bytes in a stored verdict (R24). */
export function settleRules(asked: VerdictRules, clock: Clock, defaultChangeNs: number): VerdictRules {
  const { guard, bar } = asked;
  const leastEffect = clock === "evaluator" ? Math.max(asked.leastEffect, leastProcessEffect) : asked.leastEffect;
  return { leastEffect, guard, minChangeNs: asked.minChangeNs ?? defaultChangeNs, bar, clock };
}

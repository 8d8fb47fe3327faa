import type { Verdict } from "../judging/verdict/verdict.ts";
import type { ApproachStatus } from "../season.ts";

/** What a round taught about one approach. */
export interface Lesson {
  readonly status: ApproachStatus;
  readonly text: string;
}

/**
 * Draws an approach's lesson from its verdicts in one round (GAME.md, Verdicts); null where they settle nothing.
 * A success proves it; it dies only when every form that ran showed no gain.
 */
export function lessonOf(verdicts: readonly Verdict[], confirmed: boolean): Lesson | null {
  const best = verdicts
    .filter((verdict) => verdict.verdict === "faster")
    .toSorted((a, b) => (b.speedup ?? 0) - (a.speedup ?? 0))[0];
  if (best) return confirmed ? { status: "proven", text: best.detail } : null;
  const without = verdicts.filter(({ verdict }) => verdict === "slower" || verdict === "no difference");
  const [last] = without.slice(-1);
  if (!last || without.length < verdicts.length) return null;
  return { status: "eliminated", text: last.detail };
}

import { randomBytes } from "node:crypto";
import type { Problem } from "./problem.ts";
import { type Bundle, type Files, protocolVersion } from "./protocol.ts";

/** Measured for the wasm harness: at this budget, identical kernels were never called different (docs/protocol.md). */
export const defaultBudgetMsPerCase = 600;

/** On a GPU half a second a case tells 0.31% of an 11 µs kernel apart, and 0.04% of one of 351 µs (docs/measuring.md). */
const gpuBudgetMsPerCase = 500;

export const defaultLimits = { buildMs: 30_000, memoryMb: 512, logBytes: 64 * 1024 };

/** Everything one run needs, with fresh secret inputs. `candidate: null` measures the baseline against itself. */
export function makeBundle(run: {
  readonly problem: Problem;
  readonly runId: string;
  readonly attempt: number;
  /** The season's baseline; the problem's own by default. */
  readonly baseline?: Files;
  readonly candidate: Files | null;
  readonly budgetMsPerCase?: number;
  /** Labels of the cases to time, none of them: only build and check. Left out: all are timed. */
  readonly timedCases?: readonly string[];
  readonly limits?: Partial<Bundle["limits"]>;
  readonly secretSeed?: string;
}): Bundle {
  const { problem } = run;
  return {
    protocol: protocolVersion,
    runId: run.runId,
    attempt: run.attempt,
    problem: problem.bundle,
    baseline: run.baseline ?? problem.baseline,
    candidate: run.candidate,
    timing: timingOf(problem.bundle.lang, run),
    limits: { ...defaultLimits, ...problem.limits, ...run.limits },
    secretSeed: run.secretSeed ?? randomBytes(32).toString("hex"),
  };
}

/** How a kernel of this language is timed: by both clocks and with integrity, where a GPU's harness has them. */
export function timingOf(
  lang: Bundle["problem"]["lang"],
  asked: { readonly budgetMsPerCase?: number; readonly timedCases?: readonly string[] },
): Bundle["timing"] {
  const cases = asked.timedCases && { cases: [...asked.timedCases] };
  if (lang === "wasm") {
    return { clocks: ["call"], budgetMsPerCase: asked.budgetMsPerCase ?? defaultBudgetMsPerCase, ...cases };
  }
  const budgetMsPerCase = asked.budgetMsPerCase ?? gpuBudgetMsPerCase;
  return { clocks: ["gpu", "call"], budgetMsPerCase, ...cases, integrity: true };
}

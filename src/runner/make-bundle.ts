import { randomBytes } from "node:crypto";
import type { Clock, SandboxTier } from "../rounds/report.ts";
import type { Problem } from "./problem.ts";
import { type Bundle, type Files, protocolVersion } from "./protocol.ts";
import { plainRunner, type RunnerSettings } from "./runner-settings.ts";
import { stricterTier } from "./sandbox-tiers.ts";

/** Measured for the wasm harness: at this budget, identical kernels were never called different (docs/protocol.md). */
export const defaultBudgetMsPerCase = 600;

/** On a GPU half a second a case tells 0.31% of an 11 µs kernel apart, and 0.04% of one of 351 µs (docs/measuring.md). */
const gpuBudgetMsPerCase = 500;

/**
 * The limits of a language where its problem has none. A Triton kernel compiles in 0.6-6.6 s and a CUDA extension in
 * minutes; CUDA maps so much address space that 60 GB was the least round limit under which it worked (MEASURING.md).
 */
const defaultLimits = {
  wasm: { buildMs: 30_000, memoryMb: 512, logBytes: 64 * 1024 },
  py: { buildMs: 600_000, memoryMb: 60_000, logBytes: 64 * 1024 },
  cu: { buildMs: 600_000, memoryMb: 60_000, logBytes: 64 * 1024 },
} as const;

/** What a run is made of, wherever it was asked for. */
export interface RunParts {
  readonly runId: string;
  readonly attempt: number;
  readonly problem: Bundle["problem"];
  readonly baseline: Files;
  /** Null measures the baseline alone. */
  readonly candidate: Files | null;
  readonly budgetMsPerCase: number;
  /** Labels of the cases to time, none of them: only build and check. Left out: all are timed. */
  readonly timedCases?: readonly string[];
  readonly limits: { readonly checkMs: number; readonly caseMs: number } & Partial<Bundle["limits"]>;
  /** The season's least sandbox tier; left out, what its language asks for. */
  readonly sandbox?: SandboxTier | undefined;
  readonly secretSeed: string;
}

/** A run as a harness gets it from this runner. */
export function bundleFor(run: RunParts, runner: RunnerSettings): Bundle {
  const { runId, attempt, problem, baseline, candidate, timedCases, secretSeed } = run;
  const isWasm = problem.lang === "wasm";
  const byPairs = problem.method !== "evaluator";
  const asked = run.sandbox ?? (isWasm ? "wasm" : "full");
  const required = runner.sandbox === undefined ? asked : stricterTier(asked, runner.sandbox);
  // Alone against a clock that nobody can reach: it tells something only of a candidate, and of times.
  const integrity = !isWasm && byPairs && candidate !== null && timedCases?.length !== 0;
  return {
    protocol: protocolVersion,
    runId,
    attempt,
    problem,
    baseline,
    candidate,
    timing: {
      clocks: byPairs ? pairClocks(isWasm || runner.device === "cpu") : ["evaluator"],
      budgetMsPerCase: run.budgetMsPerCase,
      ...(timedCases && { cases: [...timedCases] }),
      ...(integrity && { integrity }),
    },
    // Native code is never held by WebAssembly: whoever asks for the least gets what the launcher gives.
    sandbox: { required: isWasm || required !== "wasm" ? required : "container" },
    ...(!isWasm && { device: deviceOf(runner) }),
    limits: { ...defaultLimits[problem.lang], ...run.limits },
    secretSeed,
  };
}

function deviceOf({ device, patience, architecture }: RunnerSettings): NonNullable<Bundle["device"]> {
  return { kind: device, patienceMs: patience, ...(architecture !== undefined && { architecture }) };
}

/** A processor has no clock of its own. */
function pairClocks(isProcessor: boolean): Clock[] {
  return isProcessor ? ["call"] : ["gpu", "call"];
}

/** A problem's run outside of any round, with fresh secret inputs. */
export function makeBundle(run: {
  readonly problem: Problem;
  readonly runId: string;
  readonly attempt: number;
  /** The season's baseline; the problem's own by default. */
  readonly baseline?: Files;
  readonly candidate: Files | null;
  readonly budgetMsPerCase?: number | undefined;
  readonly timedCases?: readonly string[];
  readonly limits?: Partial<Bundle["limits"]>;
  readonly sandbox?: SandboxTier | undefined;
  readonly secretSeed?: string;
  /** Where it will run; this machine by default. */
  readonly runner?: RunnerSettings;
}): Bundle {
  const { problem, runner = plainRunner("local").settings, ...rest } = run;
  const parts: RunParts = {
    ...rest,
    problem: problem.bundle,
    baseline: run.baseline ?? problem.baseline,
    budgetMsPerCase: run.budgetMsPerCase ?? budgetOf(problem.bundle.lang),
    limits: { ...problem.limits, ...run.limits },
    secretSeed: run.secretSeed ?? randomBytes(32).toString("hex"),
  };
  return bundleFor(parts, runner);
}

function budgetOf(lang: Bundle["problem"]["lang"]): number {
  return lang === "wasm" ? defaultBudgetMsPerCase : gpuBudgetMsPerCase;
}

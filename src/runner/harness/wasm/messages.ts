import { z } from "zod";
import { CheckFact, SampleBlock, Side, Stage } from "../../../rounds/report.ts";
import type { BundleCase } from "../../protocol.ts";

/** What the supervisor and its two kinds of children say to each other: a job in, JSON lines out. */

export interface BuildJob {
  /** What to compile, in order: for each side the problem's files and the kernel's, as the compiler may see them. */
  readonly sides: readonly { readonly side: Side; readonly files: Readonly<Record<string, string>> }[];
  readonly main: string;
  readonly memoryPages: number;
  readonly logBytes: number;
}

/** One for each side, until one is refused. */
export const BuildMessage = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("built"), side: Side, wasm: z.base64(), compiler: z.string(), ms: z.number() }),
  z.strictObject({ type: z.literal("refused"), side: Side, message: z.string(), log: z.string() }),
]);
export type BuildMessage = z.infer<typeof BuildMessage>;

export interface KernelJob {
  /** Source of the problem's reference module. */
  readonly reference: string;
  /** The modules in base64; with no candidate, the baseline's twice. */
  readonly wasm: { readonly baseline: string; readonly candidate: string };
  /** Whether the second module is a candidate's, which is then checked too. */
  readonly hasCandidate: boolean;
  readonly tests: readonly BundleCase[];
  readonly benchmarks: readonly BundleCase[];
  /** The labels among the benchmarks that are timed; all are checked. */
  readonly timed: readonly string[];
  readonly budgetMsPerCase: number;
  readonly secretSeed: string;
}

export const KernelMessage = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("stage"), stage: Stage }),
  /** The next step may take no longer than its limit; `side` where only one kernel runs in it. */
  z.strictObject({ type: z.literal("begin"), label: z.string().optional(), side: Side.optional() }),
  z.strictObject({ type: z.literal("check"), fact: CheckFact }),
  z.strictObject({ type: z.literal("block"), label: z.string(), samples: SampleBlock, disturbed: z.number() }),
  z.strictObject({ type: z.literal("timed"), label: z.string() }),
  z.strictObject({ type: z.literal("trap"), label: z.string().optional(), side: Side, message: z.string() }),
  /** The problem's reference failed, or the harness: no kernel's doing. */
  z.strictObject({ type: z.literal("fault"), label: z.string().optional(), message: z.string() }),
  z.strictObject({ type: z.literal("done") }),
]);
export type KernelMessage = z.infer<typeof KernelMessage>;

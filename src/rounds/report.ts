import { z } from "zod";

/**
 * What a runner may say: raw samples and facts, never a conclusion.
 * The core judges it (`verdict.ts`); `docs/protocol.md` describes it for harness writers.
 */

export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/, "must be a sha256 in lower-case hex");

/** Raw timings of one pairing block: equal-length lists, in pair order. Nanoseconds a call, each above zero. */
export const SampleBlock = z
  .strictObject({
    baseline: z.array(z.number().positive()),
    candidate: z.array(z.number().positive()),
  })
  .refine((block) => block.baseline.length === block.candidate.length, {
    message: "baseline and candidate must have the same number of samples",
  });
export type SampleBlock = z.infer<typeof SampleBlock>;

/** `gpu`: kernel time with the host hidden; `call`: from the call to the finished work; `evaluator`: a process mean of the problem's own program. */
export const Clock = z.enum(["gpu", "call", "evaluator"]);
export type Clock = z.infer<typeof Clock>;

export const Stage = z.enum(["build", "check", "time", "recheck", "integrity"]);
export type Stage = z.infer<typeof Stage>;

export const Side = z.enum(["baseline", "candidate"]);
export type Side = z.infer<typeof Side>;

/** One comparison of an output with the reference. Facts only: the core decides what a mismatch means. */
export const CheckFact = z.strictObject({
  side: Side,
  stage: z.enum(["check", "time", "recheck", "integrity"]),
  /** Label of the benchmark case, or the name of the test. */
  label: z.string(),
  elements: z.number().int().nonnegative(),
  /** Elements outside `atol + rtol·|want|`; a NaN never matches. */
  mismatched: z.number().int().nonnegative(),
  /** Largest absolute difference, or null where an element was never written (NaN). */
  maxError: z.number().nonnegative().nullable(),
  rtol: z.number().nonnegative(),
  atol: z.number().nonnegative(),
  /** The first differing element, for a person to look at. */
  first: z.strictObject({ at: z.string(), got: z.string(), want: z.string() }).optional(),
  /** What a problem's own check said, or why an output could not be compared at all (another shape or type). */
  message: z.string().optional(),
});
export type CheckFact = z.infer<typeof CheckFact>;

/** Why the run ended before its report was complete. */
export const FailureFact = z.strictObject({
  /** Whose fault the failing step was; `runner` is never a verdict about a candidate. */
  side: z.enum(["baseline", "candidate", "runner"]),
  stage: Stage,
  /** `error`: the tool or the code said no; `crash`: a trap or a death; `limit`: a time, memory or size limit passed. */
  kind: z.enum(["error", "crash", "limit"]),
  /** The case or test in hand, where there was one. */
  label: z.string().optional(),
  limitMs: z.number().positive().optional(),
  /** The innermost real cause, one to a few lines. */
  message: z.string(),
  /** The log's kept tail. */
  log: z.string(),
});
export type FailureFact = z.infer<typeof FailureFact>;

/** What a GPU's own sensors said right after a block. */
export const BlockConditions = z.strictObject({
  smMhz: z.number().nonnegative(),
  memoryMhz: z.number().nonnegative(),
  temperatureC: z.number(),
  /** Reasons why the clock was held down, in NVML's words; idling and a set clock are none. */
  throttle: z.array(z.string()),
});
export type BlockConditions = z.infer<typeof BlockConditions>;

/** All samples of one benchmark case by one clock; empty `blocks` where the run ended before it. */
export const CaseSamples = z.strictObject({
  label: z.string().min(1),
  clock: Clock,
  blocks: z.array(SampleBlock),
  /** One for each block, where the machine has sensors. */
  conditions: z.array(BlockConditions).optional(),
  /** Sides that wait for the GPU by themselves, so that the host's time can't be hidden from the `gpu` clock. */
  hostBound: z.array(Side).optional(),
});
export type CaseSamples = z.infer<typeof CaseSamples>;

const Nanoseconds = z.array(z.number().nonnegative());

/**
 * One side alone in a process of its own, under a clock that it can't reach. Each list has one value a chunk, in ns a
 * call: the device's events, the supervisor's wall time, and both again for calls that do nothing.
 */
export const IntegrityFact = z.strictObject({
  side: Side,
  label: z.string().min(1),
  callsPerChunk: z.number().int().positive(),
  eventNs: Nanoseconds,
  wallNs: Nanoseconds,
  idleEventNs: Nanoseconds,
  idleWallNs: Nanoseconds,
});
export type IntegrityFact = z.infer<typeof IntegrityFact>;

/** Something that no honest kernel does, seen by the harness: bytes forged on its channel, a file of ours changed. */
export const TamperingFact = z.strictObject({
  side: Side,
  stage: Stage,
  what: z.enum(["channel", "inputs", "files", "timer"]),
  /** One sentence: what was seen. */
  detail: z.string(),
});
export type TamperingFact = z.infer<typeof TamperingFact>;

/** A process that is not ours on the same GPU. */
export const ForeignProcess = z.strictObject({
  seen: z.enum(["before", "after"]),
  pid: z.number().int().nonnegative(),
  name: z.string(),
  memoryMb: z.number().nonnegative(),
});
export type ForeignProcess = z.infer<typeof ForeignProcess>;

/** How fast this very device was measured to be, before any kernel ran. */
export const MeasuredRates = z.strictObject({
  /** Bytes read and written a second by a large copy. */
  bytesPerSecond: z.number().positive(),
  /** Multiplications and additions a second of the fastest dense matrix product it has. */
  operationsPerSecond: z.number().positive(),
  /** What was measured, for a person: `copy of 1 GiB; 8192³ product in fp8`. */
  how: z.string(),
});
export type MeasuredRates = z.infer<typeof MeasuredRates>;

/** What a case can't do without: bytes through memory, arithmetic operations. As the problem counts them. */
export const CaseWork = z.strictObject({
  label: z.string().min(1),
  bytes: z.number().nonnegative(),
  operations: z.number().nonnegative(),
});
export type CaseWork = z.infer<typeof CaseWork>;

export const SandboxTier = z.enum(["full", "user", "container", "wasm"]);
export type SandboxTier = z.infer<typeof SandboxTier>;

export const Report = z.strictObject({
  protocol: z.literal(1),
  runId: z.string().min(1),
  attempt: z.number().int().positive(),
  harness: z.strictObject({ name: z.string(), sha256: Sha256 }),
  machine: z.strictObject({
    /** What timings may be compared on: the device's model, `AMD EPYC 9B14` or `NVIDIA H100 80GB HBM3`. */
    name: z.string().min(1),
    kind: z.enum(["cpu", "gpu"]),
    /** Driver, clocks, temperature, other processes: whatever the harness can read. */
    facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    rates: MeasuredRates.optional(),
  }),
  versions: z.record(z.string(), z.string()),
  sandbox: SandboxTier,
  /** Hashes of what really ran, taken by the harness from what it received. */
  hashes: z.strictObject({ problem: Sha256, baseline: Sha256, candidate: Sha256.nullable() }),
  /** Wall time of each stage that was entered, in ms. */
  stageMs: z.partialRecord(Stage, z.number().nonnegative()),
  checks: z.array(CheckFact),
  /** Every benchmark case, in the problem's order. With no candidate, both sides of a block hold the baseline. */
  cases: z.array(CaseSamples),
  work: z.array(CaseWork).optional(),
  integrity: z.array(IntegrityFact).optional(),
  tampering: z.array(TamperingFact).optional(),
  foreign: z.array(ForeignProcess).optional(),
  failure: FailureFact.optional(),
});
export type Report = z.infer<typeof Report>;

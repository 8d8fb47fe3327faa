import { z } from "zod";
import type { ProofOutcome } from "../judging/judge-proof.ts";
import { type Verdict, VerdictReason } from "../judging/verdict/verdict.ts";
import { VerdictName } from "../judging/verdict/verdict-name.ts";
import { VerdictRules } from "../judging/verdict/verdict-rules.ts";
import { Clock, SandboxTier, Sha256, Side, Stage } from "../report.ts";
import type { Provenance } from "../store/run-tables.ts";

/** A stored verdict, checked key by key: an archive may have been edited by hand. */

const Interval = z.tuple([z.number(), z.number()]).readonly();

const CaseRecord = z.strictObject({
  label: z.string().min(1),
  verdict: z.enum(["faster", "slower", "no difference", "unsettled", "not measured"]),
  speedup: z.number().positive().nullable(),
  ci95: Interval.nullable(),
  ci99: Interval.nullable(),
  baselineUs: z.number().positive().nullable(),
  candidateUs: z.number().positive().nullable(),
  pairs: z.number().int().nonnegative(),
});

const ErrorRecord = z.strictObject({
  headline: z.string(),
  excerpt: z.string(),
  stage: Stage,
  label: z.string().exactOptional(),
});

const OtherClockRecord = z.strictObject({
  clock: Clock,
  speedup: z.number().positive(),
  ci95: Interval.nullable(),
  disagrees: z.boolean(),
});

const HostBoundRecord = z.strictObject({ label: z.string().min(1), sides: z.array(Side).readonly() });

const LimitRecord = z.strictObject({
  label: z.string().min(1),
  us: z.number().positive(),
  by: z.enum(["bytes", "operations"]),
});

export const VerdictRecord: z.ZodType<Verdict> = z.strictObject({
  verdict: VerdictName,
  reason: VerdictReason,
  detail: z.string(),
  success: z.boolean().nullable(),
  speedup: z.number().positive().nullable(),
  ci95: Interval.nullable(),
  ci99: Interval.nullable(),
  cases: z.array(CaseRecord).readonly(),
  error: ErrorRecord.exactOptional(),
  otherClock: OtherClockRecord.exactOptional(),
  processes: z.number().int().nonnegative().exactOptional(),
  checkedAlone: z.boolean().exactOptional(),
  uncheckedCases: z.array(z.string().min(1)).readonly().exactOptional(),
  hostBound: z.array(HostBoundRecord).readonly().exactOptional(),
  limits: z.array(LimitRecord).readonly().exactOptional(),
  rules: VerdictRules,
});

export const ProofRecord: z.ZodType<ProofOutcome> = z.strictObject({
  passed: z.boolean(),
  detail: z.string(),
  cases: z.array(CaseRecord).readonly(),
  machine: z.string(),
  error: ErrorRecord.exactOptional(),
});

const ClockRange = z.tuple([z.number(), z.number()]).readonly();

export const ProvenanceRecord: z.ZodType<Provenance> = z.strictObject({
  machine: z.string().min(1),
  sandbox: SandboxTier,
  versions: z.record(z.string(), z.string()),
  baseline: Sha256,
  candidate: Sha256.nullable(),
  conditions: z
    .strictObject({
      smMhz: ClockRange,
      memoryMhz: ClockRange,
      hottestC: z.number(),
      throttle: z.array(z.string()).readonly(),
    })
    .exactOptional(),
});

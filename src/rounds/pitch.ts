import { z } from "zod";
import { ApproachKey, ApproachStatus } from "./season.ts";

/** A predicted speedup: one number, or a low and a high one. Above 1 is faster. */
export const Prediction = z
  .strictObject({ low: z.number().positive().max(1000), high: z.number().positive().max(1000) })
  .refine((range) => range.low <= range.high, { message: "the low end of a prediction lies above its high end" });
export type Prediction = z.infer<typeof Prediction>;

const Level = z.enum(["low", "medium", "high"]);

/** What a contestant says. Only title, approach and prediction are asked for by every season. */
export const PitchInput = z.strictObject({
  title: z.string().trim().min(1).max(120),
  approach: ApproachKey,
  authors: z.array(z.string().min(1)).min(1),
  /** Null for a finding of a research round, which states no number. */
  prediction: Prediction.nullable(),
  reasoning: z.string().max(8000).optional(),
  problem: z.string().max(8000).optional(),
  change: z.string().max(8000).optional(),
  evidence: z.string().max(8000).optional(),
  complexity: Level.optional(),
  risk: Level.optional(),
  mitigation: z.string().max(8000).optional(),
  /** Why it won't share the fate of each eliminated approach it resembles. */
  answer: z.string().max(8000).optional(),
  validation: z.string().max(8000).optional(),
  /** How the show introduces it. */
  tagline: z.string().trim().min(1).max(200).optional(),
  /** What a finding says of its approach. */
  claims: ApproachStatus.optional(),
  /** The knob settings it was made of, for people to read; the code itself is the candidate. */
  knobs: z.string().optional(),
  /** Where the code came from, for people to read: `kernel.ts`, `kernels@1a2b3c4d5e6f:gemm/kernel.cu`. */
  origin: z.string().max(400).optional(),
  /** Whom the host named to build it, beside its authors. */
  builders: z.array(z.string().min(1)).optional(),
  /** Who handed the code in after the vote; they may mend it until the runs start. */
  codeBy: z.string().min(1).optional(),
  /** Who pitched the same on the bench after it, and what they said of it. */
  joined: z
    .array(
      z.strictObject({
        by: z.string().min(1),
        prediction: Prediction.nullable(),
        reasoning: z.string().max(8000).optional(),
      }),
    )
    .optional(),
});
export type PitchInput = z.infer<typeof PitchInput>;

/** Whose pitch it is: nobody votes on it who pitched the same. */
export function pitchersOf({ authors, joined = [] }: Pick<PitchInput, "authors" | "joined">): readonly string[] {
  return [...authors, ...joined.map(({ by }) => by)];
}

import { z } from "zod";
import { nearest } from "./nearest.ts";
import { ApproachKey, ApproachStatus, type Evidence, wildCard } from "./season.ts";
import { UserError } from "./user-error.ts";

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
  /** Hash of the candidate's stored source, where there is code already. */
  candidate: z.string().optional(),
});
export type PitchInput = z.infer<typeof PitchInput>;

/** What the season knows that a pitch must answer to. */
export interface PitchContext {
  readonly approaches: readonly KnownApproach[];
  /** The verdict that this very code already has against this baseline, if any. */
  readonly measured: { readonly round: string; readonly verdict: string; readonly detail: string } | null;
}

export interface KnownApproach {
  readonly key: string;
  readonly name: string;
  readonly status: ApproachStatus;
  readonly evidence: Evidence;
  readonly why: readonly string[];
  /** The round that taught it, where one did. */
  readonly round: string | null;
}

/** Refuses a pitch at once, naming the rule, the round that taught it and the way forward; returns its warnings. */
export function checkPitch(input: PitchInput, context: PitchContext): readonly string[] {
  const approach = context.approaches.find((known) => known.key === input.approach);
  if (!approach && input.approach !== wildCard) throw unknownApproach(input.approach, context.approaches);
  if (context.measured) {
    const { round, verdict, detail } = context.measured;
    throw new UserError(
      "already-measured",
      `This very code was measured against this baseline in ${round}: ${verdict}. ${detail}`,
      "Change the code, or pitch something else; a rerun is the host's to order.",
    );
  }
  if (approach?.status !== "eliminated" || (input.answer ?? "").trim() !== "") return [];
  const why = (approach.why[0] ?? "no reason was written down").replace(/[^.!?]$/, "$&.");
  const taught = approach.round ? ` in ${approach.round}` : "";
  const say = `say why this time is different: answer="…"`;
  if (approach.evidence === "measured") {
    throw new UserError(
      "eliminated",
      `${approach.name} was eliminated${taught}: ${why}`,
      `Pitch another approach, or ${say}`,
    );
  }
  return [`${approach.name} counts as eliminated (${approach.evidence}): ${why} Please ${say}`];
}

function unknownApproach(key: string, approaches: readonly KnownApproach[]): UserError {
  const keys = [...approaches.map((known) => known.key), wildCard];
  const guess = nearest(key, keys);
  return new UserError(
    "unknown-approach",
    `This season has no approach "${key}"${guess ? `; did you mean "${guess}"?` : "."}`,
    `Choose one of ${keys.join(", ")}; "${wildCard}" is a pitch of no named approach.`,
  );
}

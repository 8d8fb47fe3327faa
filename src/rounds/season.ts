import { z } from "zod";
import { VerdictRules } from "./judging/verdict-rules.ts";

/** A share, as a number or as people write it: `0.01` or `1%`. */
const Share = z.union([
  z.number(),
  z
    .string()
    .regex(/^\d+(\.\d+)?\s*%$/, 'write a share as 0.01 or "1%"')
    .transform((text) => Number.parseFloat(text) / 100),
]);

/** The families of pitches are named once, in kebab-case: `pipeline-stages`. */
export const ApproachKey = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "use lower case, digits and single dashes");

/** A pitch of no named approach. */
export const wildCard = "wild-card";

export const ApproachStatus = z.enum(["viable", "eliminated", "proven"]);
export type ApproachStatus = z.infer<typeof ApproachStatus>;
export const Evidence = z.enum(["measured", "argued", "imported"]);
export type Evidence = z.infer<typeof Evidence>;

const SeasonApproach = z.strictObject({
  name: z.string().min(1),
  /** One line that explains the approach to a newcomer. */
  idea: z.string().optional(),
  /** How the show introduces its contestant. */
  tagline: z.string().optional(),
  status: ApproachStatus.default("viable"),
  /** Why it is eliminated or proven, a line each. */
  why: z.array(z.string().min(1)).default([]),
  evidence: Evidence.default("imported"),
});

/** A round played before this tool kept the books: shown and marked as imported, never scored again. */
const ImportedRound = z.strictObject({
  title: z.string().min(1),
  winner: z.string().min(1),
  prediction: z.string().min(1),
  reality: z.string().min(1),
  success: z.boolean(),
  /** The panel's credibility after the round. */
  credibility: z.number(),
  quotes: z.array(z.string()).default([]),
});

export const SeasonRules = z.strictObject({
  leastEffect: Share.pipe(VerdictRules.shape.leastEffect.unwrap()).default(0.01),
  guard: Share.pipe(VerdictRules.shape.guard.unwrap()).default(0.05),
  vote: z.enum(["on", "off"]).default("on"),
  runs: z.enum(["all", "funded"]).default("all"),
  minimumPitches: z.number().int().min(1).default(1),
  minimumSharks: z.number().int().min(1).default(1),
  /** Time spent on timing each case of a verdict, in ms. */
  budgetMsPerCase: z.number().min(50).max(600_000).default(600),
  /** The same for the baseline's check at a round's opening. */
  openingBudgetMsPerCase: z.number().min(50).max(600_000).default(250),
});
export type SeasonRules = z.infer<typeof SeasonRules>;

/** `config/seasons/<name>.yml`. Unknown keys are refused, so that a typing mistake never silently changes a rule. */
export const Season = z.strictObject({
  name: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "use lower case, digits and single dashes"),
  title: z.string().min(1),
  subtitle: z.string().optional(),
  /** A folder in config/problems. */
  problem: z.string().min(1),
  /** `plain` has the same facts without the show. */
  voice: z.enum(["show", "plain"]).default("show"),
  rules: SeasonRules.prefault({}),
  approaches: z.record(ApproachKey, SeasonApproach).default({}),
  history: z.array(ImportedRound).default([]),
  /** The panel's credibility at the start. */
  credibility: z.number().default(0),
  motto: z.string().optional(),
});
export type Season = z.infer<typeof Season>;

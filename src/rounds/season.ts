import { IANAZone } from "luxon";
import { z } from "zod";
import { VerdictRules } from "./judging/verdict/verdict-rules.ts";
import { ProblemOverlay } from "./problem-overlay.ts";
import { Quotas } from "./quotas.ts";
import { Clock, SandboxTier } from "./report.ts";

/** A share, as a number or as people write it: `0.01` or `1%`. */
const Share = z.union([
  z.number(),
  z
    .string()
    .regex(/^\d+(\.\d+)?\s*%$/, 'write a share as 0.01 or "1%"')
    .transform((text) => Number.parseFloat(text) / 100),
]);

const knownZones = new Set<string>();

/** A zone that is one is asked for once: it takes milliseconds, and a season is read with every command. */
function isZone(zone: string): boolean {
  if (knownZones.has(zone)) return true;
  const isOne = IANAZone.isValidZone(zone);
  if (isOne) knownZones.add(zone);
  return isOne;
}

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
  /** How it ended in a few words, as a warning to the next contestant; left out, it is the first line of `why`. */
  fate: z.string().min(1).optional(),
  evidence: Evidence.default("imported"),
  /** The imported round that taught it, by its number in `history`. */
  round: z.number().int().positive().optional(),
});

/** A rule found on the way, known before the season's first own round. */
const SeasonConstraint = z.strictObject({
  /** The knob that it locks; left out, it is only told. */
  knob: z.string().min(1).optional(),
  /** How the kernel's comment says it. */
  says: z.string().min(1).default("CANNOT CHANGE"),
  why: z.string().min(1),
  evidence: Evidence.default("imported"),
  round: z.number().int().positive().optional(),
});

/** Times in µs by case label, of the one machine that they belong to. */
export const MachineTimes = z.strictObject({
  machine: z.string().min(1),
  cases: z.record(z.string().min(1), z.number().positive()),
});
export type MachineTimes = z.infer<typeof MachineTimes>;

/** A round played before this tool kept the books: shown and marked as imported, never scored again. */
const ImportedRound = z.strictObject({
  title: z.string().min(1),
  winner: z.string().min(1),
  prediction: z.string().min(1),
  reality: z.string().min(1),
  success: z.boolean(),
  /** The panel's credibility after the round. */
  credibility: z.number(),
  /** What was said, a line each, in the order of the show. */
  quotes: z.array(z.string()).default([]),
  /** How it is told after the quotes; left out, it is `reality`. */
  result: z.string().min(1).optional(),
  /** The sharks' face at it; left out, the show chooses one. */
  face: z.string().min(1).optional(),
});

/** What a season may ask of every pitch beside title, approach and prediction. */
export const RequirableField = z.enum([
  "reasoning",
  "problem",
  "change",
  "evidence",
  "validation",
  "complexity",
  "risk",
  "mitigation",
]);
export type RequirableField = z.infer<typeof RequirableField>;

/** `90m`, `4h`, `2d`: minutes and hours by the clock, days by working days. */
export const DurationText = z.string().regex(/^\d{1,4}(\.\d)?\s*[mhd]$/, "write a time as 90m, 4h or 2d");

/** What code is shown: a diff with the baseline, its address, or nothing but its hash and the names of its files. */
export const SourcePolicy = z.enum(["diff", "link", "none"]);
export type SourcePolicy = z.infer<typeof SourcePolicy>;

const Weekday = z.enum(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]);

export const SeasonRules = z.strictObject({
  leastEffect: Share.pipe(VerdictRules.shape.leastEffect.unwrap()).default(0.01),
  guard: Share.pipe(VerdictRules.shape.guard.unwrap()).default(0.05),
  vote: z.enum(["on", "off"]).default("on"),
  runs: z.enum(["all", "funded"]).default("all"),
  minimumPitches: z.number().int().min(1).default(1),
  minimumSharks: z.number().int().min(1).default(1),
  /** What counts as a success where a round sets no bar of its own; null: any measurable improvement. */
  bar: z.number().min(1).max(1000).nullable().default(null),
  /** Fields without which a pitch is refused. */
  requires: z.array(RequirableField).default([]),
  /** A proof may time one case; otherwise it builds and checks. */
  proofTiming: z.boolean().default(false),
  /** Three failures in a row: the bot suggests a research or wild-card round, or takes no other. */
  afterFailures: z.enum(["suggest", "require"]).default("suggest"),
  /** Sharks' names in public, where the season says so. */
  names: z.boolean().default(false),
  /** What code a channel, a file and a log see. */
  source: SourcePolicy.default("diff"),
  /** Which clock judges, where the runner has both. */
  clock: Clock.exclude(["evaluator"]).default("gpu"),
  /**
   * The least sandbox that a kernel may run in; left out: `wasm` for a wasm problem, `full` for one that runs native
   * code. A runner that can't give it refuses the run.
   */
  sandbox: SandboxTier.optional(),
  /** When a phase closes by itself; a phase that is left out waits for its host. */
  deadlines: z
    .strictObject({
      pitching: DurationText.optional(),
      voting: DurationText.optional(),
      building: DurationText.optional(),
      /** After this a host's question falls to its safe default. */
      host: DurationText.default("24h"),
    })
    .prefault({}),
  /** How much each may ask of a round and of the runners. */
  quotas: Quotas.prefault({}),
  timezone: z.string().refine(isZone, 'write a time zone as "Europe/Berlin"').default("UTC"),
  workdays: z.array(Weekday).min(1).default(["mon", "tue", "wed", "thu", "fri"]),
  /** Time spent on timing each case of a verdict, in ms. */
  budgetMsPerCase: z.number().min(50).max(600_000).default(600),
  /** The same for the baseline's check at a round's opening. */
  openingBudgetMsPerCase: z.number().min(50).max(600_000).default(250),
});
export type SeasonRules = z.infer<typeof SeasonRules>;

/** `config/seasons/<name>.yml`. Unknown keys are refused, so that a typing mistake never silently changes a rule. */
export const Season = z.strictObject({
  /** It names files, with the round and the letter behind it. */
  name: z
    .string()
    .max(80, "use 80 characters at most")
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "use lower case, digits and single dashes"),
  title: z.string().min(1),
  subtitle: z.string().optional(),
  /** A folder in config/problems, or a path. */
  problem: z.string().min(1),
  /** What the season adds to the problem's folder, without touching it. */
  overlay: ProblemOverlay.optional(),
  /** `plain` has the same facts without the show. */
  voice: z.enum(["show", "plain"]).default("show"),
  rules: SeasonRules.prefault({}),
  approaches: z.record(ApproachKey, SeasonApproach).default({}),
  constraints: z.array(SeasonConstraint).default([]),
  /** The baseline's times elsewhere; shown as imported until the season measures its own. */
  times: MachineTimes.optional(),
  /** Speed of light by machine. A gap never crosses machines. */
  targets: z.array(MachineTimes).default([]),
  history: z.array(ImportedRound).default([]),
  /** The panel's credibility at the start. */
  credibility: z.number().default(0),
  motto: z.string().optional(),
  /**
   * Lines of the opening card in a season's own words, for every round that optimises; what is left out is generated
   * from the books. An item may go on below its first line.
   */
  opening: z
    .strictObject({
      subtitle: z.string().min(1).optional(),
      question: z.string().min(1).optional(),
      range: z.string().min(1).optional(),
      /** Follows what is always asked: why this one won't share the fate of the eliminated. */
      contestants: z.array(z.string().min(1)).optional(),
      sharks: z.array(z.string().min(1)).optional(),
      stakes: z.array(z.string().min(1)).optional(),
      /** How the show introduces the wild card. */
      wildCard: z.string().min(1).optional(),
    })
    .prefault({}),
});
export type Season = z.infer<typeof Season>;

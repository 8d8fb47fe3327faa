import { z } from "zod";
import { Percent } from "../ballot.ts";
import { VerdictName } from "../judging/verdict/verdict-name.ts";
import { PitchInput } from "../pitch.ts";
import { ProblemDefinition } from "../problem-definition.ts";
import { Sha256 } from "../report.ts";
import { RoundTerms } from "../round/round-state.ts";
import { ApproachKey, ApproachStatus, Evidence, Season } from "../season.ts";
import { ProofRecord, ProvenanceRecord, VerdictRecord } from "./verdict-record.ts";

/** Raised when a key changes its meaning; docs/archive.md explains every key. */
export const archiveVersion = 1;

const At = z.iso.datetime({ precision: 3 });
const Who = z.string().min(1);
/** Rounds by their numbers; baselines, runs and lessons counted from 1 in the order in which they came. */
const Ordinal = z.number().int().positive();
/** `3:B` is pitch B of round 3, `bench:A` is on the bench; `bench:A~2` is the second A that the bench has seen. */
const PitchRef = z.string().regex(/^(?:[1-9]\d*|bench):[^\s~]+(?:~[1-9]\d*)?$/, "name a pitch as 3:B or bench:A");

/** A problem version, by the hash of everything that defines it. */
const ProblemHash = z.string().min(1);

const ArchivedProblem = z.strictObject({ version: Ordinal, definition: ProblemDefinition });

const ArchivedSource = z.strictObject({
  sha256: Sha256,
  normalSha256: Sha256.nullable(),
  /** Null where the archive leaves code out; then the files are named. */
  files: z.record(z.string(), z.string()).nullable(),
  names: z.array(z.string()).exactOptional(),
});

const ArchivedBaseline = z.strictObject({
  source: Sha256,
  problem: ProblemHash,
  /** Null: the season's first one. */
  from: z.strictObject({ round: Ordinal, pitch: PitchRef }).nullable(),
  at: At,
});

const ArchivedResult = z.strictObject({
  pitch: PitchRef,
  verdict: VerdictName,
  success: z.boolean().nullable(),
  speedup: z.number().positive().nullable(),
  us: z.number().positive().exactOptional(),
});

const RoundEnd = z.discriminatedUnion("state", [
  z.strictObject({
    state: z.literal("decided"),
    promoted: PitchRef.nullable(),
    unconfirmed: PitchRef.nullable(),
    results: z.array(ArchivedResult),
  }),
  z.strictObject({ state: z.literal("cancelled"), reason: z.string() }),
  /** Still being played when it was written down; it comes back as cancelled. */
  z.strictObject({ state: z.literal("open"), phase: z.string() }),
]);
export type RoundEnd = z.infer<typeof RoundEnd>;

const ArchivedRound = z.strictObject({
  number: Ordinal,
  title: z.string(),
  subtitle: z.string().nullable(),
  host: Who,
  terms: RoundTerms,
  end: RoundEnd,
  baseline: Ordinal,
  openedAt: At,
  changedAt: At,
  deadlineAt: At.nullable(),
});

const ArchivedPitch = z.strictObject({
  ref: PitchRef,
  /** Null: on the bench. */
  round: Ordinal.nullable(),
  letter: z.string().min(1),
  state: z.enum(["open", "frozen", "withdrawn"]),
  content: PitchInput,
  source: Sha256.nullable(),
  sweep: z.array(z.strictObject({ knobs: z.string(), sha256: Sha256 })).nullable(),
  parents: z.array(PitchRef),
  endorses: PitchRef.nullable(),
  at: At,
});

const ArchivedQuestion = z.strictObject({
  number: Ordinal,
  pitch: PitchRef,
  asker: Who,
  text: z.string(),
  at: At,
  answerer: z.string().nullable(),
  answer: z.string().nullable(),
  answeredAt: At.nullable(),
});

/** `fund` null: none. */
const BallotRecord = z.strictObject({
  fund: PitchRef.nullable(),
  chances: z.array(z.strictObject({ pitch: PitchRef, percent: Percent })),
  speedup: z.number().positive().nullable(),
  reason: z.string().nullable(),
});
export type BallotRecord = z.infer<typeof BallotRecord>;

const ArchivedBallot = z.strictObject({
  round: Ordinal,
  shark: Who,
  ballot: BallotRecord,
  changes: z.number().int().nonnegative(),
  at: At,
});

/** `ballot` null: withdrawn. */
const ArchivedChange = z.strictObject({ round: Ordinal, shark: Who, ballot: BallotRecord.nullable(), at: At });

const ArchivedRuling = z.strictObject({
  verdict: VerdictName.nullable(),
  tainted: z.boolean(),
  host: Who,
  reason: z.string(),
  at: At,
});

const ArchivedVerdict = z.strictObject({
  body: VerdictRecord,
  rulesVersion: Ordinal,
  ran: ProvenanceRecord.nullable(),
  at: At,
  rulings: z.array(ArchivedRuling),
});

const ArchivedReading = z.strictObject({
  baseline: Ordinal,
  machine: z.string().min(1),
  cases: z.array(
    z.strictObject({
      label: z.string().min(1),
      us: z.number().positive(),
      limit: z.strictObject({ us: z.number().positive(), by: z.enum(["bytes", "operations"]) }).exactOptional(),
    }),
  ),
  at: At,
});

const ArchivedRun = z.strictObject({
  round: Ordinal.nullable(),
  pitch: PitchRef.nullable(),
  purpose: z.enum([
    "opening",
    "verdict",
    "sweep",
    "rerun",
    "confirm-baseline",
    "confirm-runner-up",
    "proof",
    "measure",
  ]),
  problem: ProblemHash,
  baseline: Sha256,
  candidate: Sha256.nullable(),
  runner: z.string().min(1),
  budgetMsPerCase: z.number().int().positive(),
  seed: z.string(),
  timedCases: z.array(z.string()).nullable(),
  state: z.enum(["judged", "abandoned", "cancelled"]),
  attempt: Ordinal,
  faults: z.number().int().nonnegative(),
  at: At,
  changedAt: At,
  verdict: ArchivedVerdict.nullable(),
  reading: ArchivedReading.nullable(),
  /** Whose private measurement it was, and of what; such runs stand in private archives alone. */
  measurement: z.strictObject({ by: Who, what: z.string() }).nullable(),
});
export type ArchivedRun = z.infer<typeof ArchivedRun>;

const ArchivedProof = z.strictObject({
  pitch: PitchRef,
  /** Null: there was no code to run, or its run had not ended. */
  run: Ordinal.nullable(),
  by: Who,
  case: z.string().nullable(),
  outcome: ProofRecord.nullable(),
  at: At,
  judgedAt: At.nullable(),
});

const ArchivedApproach = z.strictObject({
  key: ApproachKey,
  status: ApproachStatus,
  evidence: Evidence,
  why: z.array(z.string()),
  round: Ordinal.nullable(),
  scope: z.strictObject({ problem: ProblemHash, baseline: Sha256, machine: z.string() }).nullable(),
  taughtBy: z.string().nullable(),
  at: At,
});

const ArchivedConstraint = z.strictObject({
  knob: z.string().nullable(),
  says: z.string().nullable(),
  why: z.string(),
  evidence: Evidence,
  round: Ordinal.nullable(),
  taughtBy: z.string().nullable(),
  author: z.string().nullable(),
  at: At,
  liftedAt: At.nullable(),
});

const ArchivedLesson = z.strictObject({
  round: Ordinal.nullable(),
  approach: ApproachKey.nullable(),
  status: ApproachStatus.nullable(),
  text: z.string(),
  evidence: Evidence,
  author: z.string().nullable(),
  /** The lesson whose words it mends. */
  replaces: Ordinal.nullable(),
  at: At,
});

const ArchivedEntry = z.strictObject({
  round: Ordinal,
  /** Null: the panel. */
  shark: z.string().nullable(),
  entry: Ordinal,
  points: z.number(),
  statements: z.number().int().nonnegative(),
  at: At,
});

const ArchivedDecision = z.strictObject({
  round: Ordinal.nullable(),
  host: Who,
  decision: z.string(),
  reason: z.string(),
  at: At,
});

const ArchivedBan = z.strictObject({ person: Who, host: Who, reason: z.string(), at: At, liftedAt: At.nullable() });

const ArchivedExternal = z.strictObject({ pitch: PitchRef, text: z.string(), link: z.string(), by: Who, at: At });

/** A whole season as one JSON, without database ids: read in, it gives the same season. */
export const SeasonArchive = z.strictObject({
  archive: z.literal("shark-tank-season"),
  version: z.literal(archiveVersion),
  /** False: a round was open or a run had not ended, and what was secret or unfinished is not in it. */
  complete: z.boolean(),
  /** It has no code, neither of kernels nor of problems: the season's rules keep that out of sight. */
  code: z.literal("left out").exactOptional(),
  /** Whether sharks stand in it under their names, or as "shark 1". */
  sharks: z.enum(["named", "numbered"]),
  name: Season.shape.name,
  state: z.enum(["active", "ended"]),
  startedAt: At,
  /** The version that is played now, by its hash. */
  problem: ProblemHash,
  settings: Season,
  problems: z.array(ArchivedProblem).min(1),
  sources: z.array(ArchivedSource).min(1),
  baselines: z.array(ArchivedBaseline).min(1),
  rounds: z.array(ArchivedRound),
  pitches: z.array(ArchivedPitch),
  questions: z.array(ArchivedQuestion),
  runs: z.array(ArchivedRun),
  proofs: z.array(ArchivedProof),
  ballots: z.array(ArchivedBallot),
  ballotChanges: z.array(ArchivedChange),
  approaches: z.array(ArchivedApproach),
  constraints: z.array(ArchivedConstraint),
  lessons: z.array(ArchivedLesson),
  credibility: z.array(ArchivedEntry),
  decisions: z.array(ArchivedDecision),
  bans: z.array(ArchivedBan),
  externalResults: z.array(ArchivedExternal),
});
export type SeasonArchive = z.infer<typeof SeasonArchive>;

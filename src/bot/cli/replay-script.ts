import { z } from "zod";
import { Percent } from "../../rounds/ballot.ts";
import { VerdictName } from "../../rounds/judging/verdict/verdict-name.ts";
import { ApproachKey, ApproachStatus } from "../../rounds/season.ts";

const Letter = z.string().regex(/^[A-Z]$/);

const ScriptedPitch = z.strictObject({
  letter: Letter,
  author: z.string().min(1),
  title: z.string().min(1),
  approach: ApproachKey,
  predicts: z.union([z.number().positive(), z.tuple([z.number().positive(), z.number().positive()])]),
  reasoning: z.string().min(1),
  /** A candidate that ships with the problem. */
  candidate: z.string().min(1),
  /** `after-vote`: handed in only when the pitch was funded. */
  code: z.enum(["with-pitch", "after-vote"]).default("with-pitch"),
});
export type ScriptedPitch = z.infer<typeof ScriptedPitch>;

const ScriptedBallot = z.strictObject({
  shark: z.string().min(1),
  fund: z.union([Letter, z.literal("none")]),
  chances: z.record(Letter, Percent),
  reason: z.string().optional(),
});

/** What the host rules once a verdict asks for it. */
const ScriptedRuling = z.strictObject({
  approach: ApproachKey,
  after: VerdictName,
  status: ApproachStatus,
  reason: z.string().min(1),
});

const ScriptedRound = z.strictObject({
  title: z.string().min(1),
  pitches: z.array(ScriptedPitch).min(1),
  ballots: z.array(ScriptedBallot).min(1),
  rulings: z.array(ScriptedRuling).default([]),
});
export type ScriptedRound = z.infer<typeof ScriptedRound>;

/** `config/replays/<name>.yml`: what each player does, round by round. The outcomes are measured, never written. */
export const ReplayScript = z.strictObject({ host: z.string().min(1), rounds: z.array(ScriptedRound).min(1) });
export type ReplayScript = z.infer<typeof ReplayScript>;

import { z } from "zod";

/** What a season's process is given as its one argument. */
export const SeasonPlan = z.strictObject({
  dataFolder: z.string(),
  databaseUrl: z.string().optional(),
  rounds: z.number().int().positive(),
  /** Played at once, each with as many rounds; left out: one. */
  seasons: z.number().int().positive().optional(),
  /** Instead of the harness that answers at once. */
  harness: z.array(z.string()).optional(),
  /** Where its runs go, which workers of their own take; left out: the bot measures itself. */
  runner: z.string().optional(),
  /** How long a statement may go unanswered; left out: as long as a bot gives it. */
  answerMs: z.number().optional(),
});
export type SeasonPlan = z.infer<typeof SeasonPlan>;

/** What a worker's process is given, in the same way. */
export const WorkerPlan = z.strictObject({
  databaseUrl: z.string(),
  runner: z.string(),
  harness: z.array(z.string()),
  answerMs: z.number().optional(),
});
export type WorkerPlan = z.infer<typeof WorkerPlan>;

export const seasonNames = ({ seasons = 1 }: SeasonPlan): readonly string[] =>
  Array.from({ length: seasons }, (_, index) => (index === 0 ? "killed" : `killed-${index + 1}`));
export const postsFile = (season: string) => `posts-${season}.txt`;
export const sharks = ["sid", "sue", "sam"] as const;

/** One of each round's pitches is promoted, the other is slower; each round's code is its own. */
export const pitchesOfRound = [
  { letter: "A", title: "stages", recorded: "r1_stages4" },
  { letter: "B", title: "half the K tile", recorded: "r2_bk256" },
] as const;

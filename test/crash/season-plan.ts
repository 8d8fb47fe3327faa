import { z } from "zod";

/** What a season's process is given as its one argument. */
export const SeasonPlan = z.strictObject({
  dataFolder: z.string(),
  databaseUrl: z.string().optional(),
  rounds: z.number().int().positive(),
  /** Instead of the harness that answers at once. */
  harness: z.array(z.string()).optional(),
});
export type SeasonPlan = z.infer<typeof SeasonPlan>;

export const seasonName = "killed";
export const sharks = ["sid", "sue", "sam"] as const;

/** One of each round's pitches is promoted, the other is slower; each round's code is its own. */
export const pitchesOfRound = [
  { letter: "A", title: "stages", recorded: "r1_stages4" },
  { letter: "B", title: "half the K tile", recorded: "r2_bk256" },
] as const;

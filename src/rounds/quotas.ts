import { z } from "zod";

/** How much; null: as much as they like. */
const Limit = z.number().int().min(0).max(100_000).nullable();

/** What one person may ask of a round and of the runners. What an agent asks for, its owner has asked for. */
export const Quotas = z.strictObject({
  /** Of one person in a round, withdrawn ones too; on the bench, those that stand there. */
  pitches: Limit.default(10),
  /** Of one person in a round, or about the bench in a day. */
  questions: Limit.default(30),
  /** The same. */
  proofs: Limit.default(5),
  /** Private measurements of one person in a day. */
  measures: Limit.default(30),
  /** Minutes on runners in a day that one person's proofs and measurements took. */
  runnerMinutes: Limit.default(240),
  /** Of all people together in one round. */
  round: z
    .strictObject({
      questions: Limit.default(300),
      proofs: Limit.default(10),
      /** Minutes on runners that a round's proofs took. What the round itself runs always goes on. */
      runnerMinutes: Limit.default(240),
    })
    .prefault({}),
});
export type Quotas = z.infer<typeof Quotas>;

/** A day, for what is counted by day: the last 24 hours. */
export const quotaDayMs = 24 * 3600 * 1000;

import { z } from "zod";

const Ids = z.object({
  round: z
    .union([z.number(), z.object({ number: z.number() }).transform(({ number }) => number)])
    .optional()
    .catch(undefined),
  run: z.number().optional().catch(undefined),
});

/** The round, by its number, and the run that an answer is about. */
export function idsOf(facts: object): { readonly round?: number | undefined; readonly runId?: number | undefined } {
  const { round, run } = Ids.parse(facts);
  return { round, runId: run };
}

import { z } from "zod";
import { PitchId } from "../round/round-state.ts";

/** A ballot as its row holds it; the row of a withdrawn one holds none. */
export const StoredBallot = z.object({
  fund: PitchId.nullable(),
  chances: z.array(z.strictObject({ pitch: PitchId, percent: z.number() })),
  speedup: z.number().nullable(),
  reason: z.string().nullable(),
});

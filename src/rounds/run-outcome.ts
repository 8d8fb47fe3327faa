import { z } from "zod";
import { Report } from "./report.ts";

/** What a worker stores when an attempt ends: the raw report, or why none came. */
export const RunOutcome = z.discriminatedUnion("outcome", [
  z.strictObject({ outcome: z.literal("report"), report: Report }),
  z.strictObject({
    outcome: z.literal("fault"),
    /** `lost`: no complete report; `limit`: the whole run's limit passed; `protocol`: the harness spoke nonsense. */
    kind: z.string(),
    message: z.string(),
    log: z.string(),
  }),
]);
export type RunOutcome = z.infer<typeof RunOutcome>;

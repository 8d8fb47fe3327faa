import { z } from "zod";

/** A problem as a round knows it. What is inside `bundle` concerns runners alone. */
export const ProblemDefinition = z.strictObject({
  name: z.string().min(1),
  title: z.string().min(1),
  sha256: z.string(),
  labels: z.array(z.string()).min(1),
  /** The problem's part of the bundle, stored and passed on unread. */
  bundle: z.record(z.string(), z.unknown()),
  /** The problem's own limits for a run, in the bundle's terms. */
  limits: z.record(z.string(), z.number()),
});
export type ProblemDefinition = z.infer<typeof ProblemDefinition>;

/** The same without its bundle: all that a round needs, and small enough to be read at every command. */
export const PlayedProblem = ProblemDefinition.omit({ bundle: true }).extend({
  /** The bundle's language: `wasm`, `py`; null where it names none. */
  lang: z.string().nullable(),
});
export type PlayedProblem = z.infer<typeof PlayedProblem>;

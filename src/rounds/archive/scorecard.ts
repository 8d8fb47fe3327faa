import { z } from "zod";
import { Season } from "../season.ts";

const { name, title, subtitle, problem, voice, rules, approaches, constraints, times, targets, history, credibility } =
  Season.shape;

/** A season that was played by hand, as its players wrote it down: shown and marked as imported, never scored. */
export const Scorecard = z.strictObject({
  scorecard: z.literal(1),
  season: name,
  title,
  subtitle,
  problem,
  voice,
  rules,
  rounds: history.unwrap().min(1, "a scorecard has at least one round"),
  approaches,
  constraints,
  times,
  targets,
  credibility,
  motto: Season.shape.motto,
});
export type Scorecard = z.infer<typeof Scorecard>;

/** The season that goes on where the scorecard ends. */
export function seasonOf({ scorecard: _, season, rounds, ...told }: Scorecard): Season {
  return Season.parse({ ...told, name: season, history: rounds });
}

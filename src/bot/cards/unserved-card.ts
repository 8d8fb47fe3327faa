import { z } from "zod";
import type { RunLabel } from "../../rounds/store/run-labels.ts";
import type { Card } from "./card.ts";
import { plural } from "./numbers.ts";
import { runText } from "./run-text.ts";

export const UnservedBody = z.object({
  runId: z.number(),
  runner: z.string(),
  minutes: z.number(),
  /** How many wait with it. */
  others: z.number(),
  /** Why the runner takes nothing, as half a sentence; null where the bot knows of no reason. */
  why: z.string().nullable(),
});
type UnservedBody = z.infer<typeof UnservedBody>;

/** Nobody takes what waits for a runner: what to start, and that nothing is lost. */
export function unservedCard(run: RunLabel, { runner, minutes, others, why }: UnservedBody): Card {
  const more = others === 0 ? "" : ` and ${plural(others, "other run")}`;
  const reason =
    why === null
      ? `No worker has taken anything for ${runner} in this time.`
      : `The runner ${runner} takes nothing: ${why}.`;
  return {
    title: `Nobody has taken ${runText(run)}${more} for ${minutes} min`,
    lead: `${reason} What waits is measured as soon as one does; nothing is lost.`,
    mood: "bad",
    sections: [
      { kind: "code", heading: "To do", text: `npm run tank -- doctor\nnpm run worker -- --runner ${runner}` },
    ],
    footer:
      "With a database that workers share (DATABASE_URL), a runner's worker is a process of its own; without one, the bot takes its runs while it is up. docs/runners.md",
  };
}

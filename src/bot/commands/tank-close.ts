import { z } from "zod";
import { getLatestRound } from "../../rounds/memory/find-round.ts";
import { closable, closePhase } from "../../rounds/play/close-phase.ts";
import { closedCard } from "../cards/closed-card.ts";
import { defineCommand } from "../command.ts";
import { oneOf } from "../grammar/values.ts";
import { roundFacts } from "./facts.ts";

export const tankClose = defineCommand({
  name: "tank",
  word: "close",
  forHosts: true,
  description: "End the pitching, the vote or the wait for code, whichever it is.",
  options: z.strictObject({
    phase: oneOf(closable, { about: "What you mean to end; refused where it is something else.", word: 0 }).optional(),
  }),
  examples: ["/tank close", "/tank close voting"],
  async handle({ phase }, { game, season, caller }) {
    const { closed } = await closePhase(game, { season, host: caller.name, phase });
    const view = await getLatestRound(game.database.db, season);
    return { card: closedCard(closed, view), facts: { closed, round: roundFacts(view) } };
  },
});

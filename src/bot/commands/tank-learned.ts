import { z } from "zod";
import { learnedView } from "../../rounds/memory/learned-view.ts";
import { learnedCard } from "../cards/learned-card.ts";
import { defineCommand } from "../command.ts";
import { learnedFacts } from "./memory-facts.ts";

export const tankLearned = defineCommand({
  name: "tank",
  word: "learned",
  description: "What is dead, proven or locked, why, and how we know.",
  reads: true,
  options: z.strictObject({}),
  examples: ["/tank learned"],
  async handle(_, { game, season }) {
    const view = await learnedView(game.database.db, season);
    return { card: learnedCard(view), facts: learnedFacts(view) };
  },
});

import { z } from "zod";
import { memoryView } from "../../rounds/memory/memory-view.ts";
import { briefCard } from "../cards/brief-card.ts";
import { defineCommand } from "../command.ts";
import { memoryFacts } from "./memory-facts.ts";

export const tankBrief = defineCommand({
  name: "tank",
  word: "brief",
  description: "New here? The one page to read first.",
  reads: true,
  options: z.strictObject({}),
  examples: ["/tank brief"],
  async handle(_, { game, season }) {
    const view = await memoryView(game.database.db, season);
    return { card: briefCard(view), facts: memoryFacts(view) };
  },
});

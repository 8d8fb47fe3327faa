import { z } from "zod";
import { memoryView } from "../../rounds/memory/memory-view.ts";
import { memoryCard } from "../cards/memory-card.ts";
import { defineCommand } from "../command.ts";
import { memoryFacts } from "./memory-facts.ts";

export const tankMemory = defineCommand({
  name: "tank",
  word: "memory",
  description: "What an agent should read before writing code; as JSON with --json.",
  reads: true,
  options: z.strictObject({}),
  examples: ["/tank memory"],
  async handle(_, { game, season }) {
    const view = await memoryView(game.database.db, season);
    return { card: memoryCard(view), facts: memoryFacts(view) };
  },
});

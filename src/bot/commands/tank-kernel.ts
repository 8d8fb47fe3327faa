import { z } from "zod";
import { kernelView } from "../../rounds/memory/kernel-view.ts";
import { kernelCard } from "../cards/kernel-card.ts";
import { defineCommand } from "../command.ts";
import { kernelFacts } from "./kernel-facts.ts";

export const tankKernel = defineCommand({
  name: "tank",
  word: "kernel",
  description: "What must be beaten: its knobs, its times and what it came from.",
  reads: true,
  options: z.strictObject({}),
  examples: ["/tank kernel"],
  async handle(_, { game, season }) {
    const view = await kernelView(game.database.db, season);
    return { card: kernelCard(view), facts: kernelFacts(view) };
  },
});

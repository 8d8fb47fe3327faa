import { z } from "zod";
import { kernelView } from "../../rounds/memory/kernel-view.ts";
import { kernelCard } from "../cards/kernel-card.ts";
import { defineCommand } from "../command.ts";

export const tankKernel = defineCommand({
  name: "tank",
  word: "kernel",
  description: "What must be beaten: its knobs and its times.",
  options: z.strictObject({}),
  examples: ["/tank kernel"],
  async handle(_, { game, season }) {
    const view = await kernelView(game.database.db, season);
    const { problem, baseline, knobs } = view;
    const facts = {
      problem: problem.name,
      baseline: baseline.sha256,
      promotedFrom: baseline.promotedFrom,
      knobs: knobs.map(({ name, value, allowed }) => ({ name, value, allowed })),
      reading: baseline.reading,
    };
    return { card: kernelCard(view), facts };
  },
});

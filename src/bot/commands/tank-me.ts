import { z } from "zod";
import { meView } from "../../rounds/memory/me-view.ts";
import { meCard } from "../cards/me-card.ts";
import { defineCommand } from "../command.ts";
import { meFacts } from "./memory-facts.ts";

export const tankMe = defineCommand({
  name: "tank",
  word: "me",
  description: "Your own predictions, credibility and pitches; shown to you alone.",
  reads: true,
  options: z.strictObject({}),
  examples: ["/tank me"],
  async handle(_, { game, season, caller }) {
    const view = await meView(game.database.db, season, caller.name);
    return { card: meCard(view), facts: meFacts(view) };
  },
});

import { z } from "zod";
import { getSeason } from "../../rounds/store/seasons.ts";
import { rulesCard } from "../cards/rules-card.ts";
import { defineCommand } from "../command.ts";

export const tankRules = defineCommand({
  name: "tank",
  word: "rules",
  description: "The season's rules in words.",
  reads: true,
  options: z.strictObject({}),
  examples: ["/tank rules"],
  async handle(_, { game, season }) {
    const { settings } = await getSeason(game.database.db, season);
    return { card: rulesCard(settings), facts: { season, rules: settings.rules } };
  },
});

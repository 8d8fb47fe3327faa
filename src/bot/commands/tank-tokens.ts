import { z } from "zod";
import { tokensInSight } from "../../rounds/play/access/revoke-tokens.ts";
import { tokensCard } from "../cards/token-card.ts";
import { defineCommand } from "../command.ts";
import { tokenFacts } from "./token-facts.ts";

export const tankTokens = defineCommand({
  name: "tank",
  word: "tokens",
  forPeople: true,
  description: "Your tokens that still open something; a host sees everybody's.",
  reads: true,
  options: z.strictObject({}),
  examples: ["/tank tokens"],
  async handle(_, { game, season, caller }) {
    const tokens = await tokensInSight(game, { season, by: caller.name });
    return { card: tokensCard(tokens, game.clock.now()), facts: { tokens: tokens.map(tokenFacts) } };
  },
});

import { z } from "zod";
import { latestRound } from "../../rounds/memory/find-round.ts";
import { pitchListCard } from "../cards/pitch-list-card.ts";
import { defineCommand } from "../command.ts";
import { pitchFacts } from "./facts.ts";

export const pitchList = defineCommand({
  name: "pitch",
  word: "list",
  description: "List the pitches of the round.",
  options: z.strictObject({}),
  examples: ["/pitch list"],
  async handle(_, { game, season }) {
    const view = await latestRound(game.database.db, season);
    return {
      card: pitchListCard(view),
      facts: { round: view?.row.number ?? null, pitches: (view?.pitches ?? []).map(pitchFacts) },
    };
  },
});

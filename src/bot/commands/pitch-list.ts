import { z } from "zod";
import { latestStanding } from "../../rounds/memory/find-round.ts";
import { pitchListCard } from "../cards/pitch-list-card.ts";
import { defineCommand } from "../command.ts";
import { pitchFacts } from "./facts.ts";

export const pitchList = defineCommand({
  name: "pitch",
  word: "list",
  description: "List the pitches of the round.",
  reads: true,
  options: z.strictObject({}),
  examples: ["/pitch list"],
  async handle(_, { game, season }) {
    const view = await latestStanding(game.database.db, season);
    return {
      card: pitchListCard(view),
      facts: { round: view?.row.number ?? null, pitches: (view?.pitches ?? []).map(pitchFacts) },
    };
  },
});

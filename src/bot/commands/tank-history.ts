import { z } from "zod";
import { historyView, roundHistory } from "../../rounds/memory/history-view.ts";
import { historyCard, roundHistoryCard } from "../cards/history-card.ts";
import { defineCommand } from "../command.ts";
import { roundNumber } from "../grammar/values.ts";
import { pastFacts, roundHistoryFacts } from "./memory-facts.ts";

export const tankHistory = defineCommand({
  name: "tank",
  word: "history",
  description: "Every round so far, or one in full.",
  reads: true,
  options: z.strictObject({ round: roundNumber({ about: "The number of one round.", word: 0 }).optional() }),
  examples: ["/tank history", "/tank history 3"],
  async handle({ round }, { game, season }) {
    const { db } = game.database;
    if (round !== undefined) {
      const history = await roundHistory(db, season, round);
      return { card: roundHistoryCard(history), facts: roundHistoryFacts(history) };
    }
    const view = await historyView(db, season);
    return { card: historyCard(view), facts: { rounds: view.rounds.map(pastFacts) } };
  },
});

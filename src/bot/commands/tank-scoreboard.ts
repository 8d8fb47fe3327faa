import { z } from "zod";
import { playedRounds } from "../../rounds/memory/played-rounds.ts";
import { scoreboard } from "../../rounds/memory/scoreboard.ts";
import { getSeason } from "../../rounds/store/seasons.ts";
import { scoreboardCard } from "../cards/scoreboard-card.ts";
import { defineCommand } from "../command.ts";

export const tankScoreboard = defineCommand({
  name: "tank",
  word: "scoreboard",
  description: "The scoreboard of shame.",
  reads: true,
  options: z.strictObject({}),
  examples: ["/tank scoreboard"],
  async handle(_, { game, season }) {
    const { db } = game.database;
    const { id, settings } = await getSeason(db, season);
    const board = scoreboard(settings, await playedRounds(db, id));
    return { card: scoreboardCard(settings, board), facts: { ...board } };
  },
});

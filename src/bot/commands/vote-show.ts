import { z } from "zod";
import { getLatestRound } from "../../rounds/memory/find-round.ts";
import { findBallot } from "../../rounds/store/ballots.ts";
import { ballotCard } from "../cards/ballot-card.ts";
import { noticeCard } from "../cards/notice-card.ts";
import { defineCommand } from "../command.ts";
import { ballotFacts } from "./facts.ts";

export const voteShow = defineCommand({
  name: "vote",
  word: "show",
  whenBare: true,
  description: "Show your own ballot. Nobody else's, before the vote closes.",
  options: z.strictObject({}),
  examples: ["/vote"],
  async handle(_, { game, season, caller }) {
    const { db } = game.database;
    const view = await getLatestRound(db, season);
    const { number } = view.row;
    const ballot = await findBallot(db, view.row.id, caller.name);
    const isOpen = view.phase === "voting";
    if (!ballot) {
      const letter = view.pitches[0]?.letter ?? "A";
      const how = isOpen ? `Cast one: /vote ${letter} p=70, or /vote none.` : "Its vote is not open.";
      return { card: noticeCard(`You have no ballot in round ${number}`, how), facts: { round: number, ballot: null } };
    }
    return {
      card: ballotCard(ballot, view.pitches, { title: `Your ballot in round ${number}`, isOpen }),
      facts: { round: number, ballot: ballotFacts(ballot, view.pitches) },
    };
  },
});

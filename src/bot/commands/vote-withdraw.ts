import { z } from "zod";
import { withdrawBallot } from "../../rounds/play/votes/withdraw-ballot.ts";
import { noticeCard } from "../cards/notice-card.ts";
import { defineCommand } from "../command.ts";

export const voteWithdraw = defineCommand({
  name: "vote",
  word: "withdraw",
  role: "shark",
  description: "Take your ballot back while the vote is open.",
  options: z.strictObject({}),
  examples: ["/vote withdraw"],
  async handle(_, { game, season, caller }) {
    const { round } = await withdrawBallot(game, { season, shark: caller.name });
    return {
      card: noticeCard(
        `Your ballot in round ${round} is withdrawn`,
        "None of it counts. You may vote again until the vote closes.",
      ),
      facts: { round, ballot: null },
    };
  },
});

import { z } from "zod";
import { getLatestStanding } from "../../rounds/memory/find-round.ts";
import { cancelRound } from "../../rounds/play/cancel-round.ts";
import { noticeCard } from "../cards/notice-card.ts";
import { defineCommand } from "../command.ts";
import { prose } from "../grammar/values.ts";
import { roundFacts } from "./facts.ts";

export const tankCancel = defineCommand({
  name: "tank",
  word: "cancel",
  forHosts: true,
  description: "End the round without a result. Nothing is scored.",
  options: z.strictObject({ reason: prose({ about: "Why; it is posted and kept." }) }),
  examples: ['/tank cancel reason="the problem is being revised"'],
  async handle({ reason }, { game, season, caller }) {
    await cancelRound(game, { season, host: caller.name, reason });
    const view = await getLatestStanding(game.database.db, season);
    return {
      card: noticeCard(`Round ${view.row.number} is cancelled`, "Your reason is posted and kept."),
      facts: { round: roundFacts(view) },
    };
  },
});

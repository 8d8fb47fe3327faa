import { z } from "zod";
import { getLatestRound } from "../../rounds/memory/find-round.ts";
import { rerunRound } from "../../rounds/play/decide-round.ts";
import { noticeCard } from "../cards/notice-card.ts";
import { defineCommand } from "../command.ts";
import { prose } from "../grammar/values.ts";
import { roundFacts } from "./facts.ts";

export const tankRerun = defineCommand({
  name: "tank",
  word: "rerun",
  forHosts: true,
  description: "Take up what was interrupted: missing runs, or a vote with too few sharks.",
  options: z.strictObject({ reason: prose({ about: "Why; it is kept." }).optional() }),
  examples: ["/tank rerun", '/tank rerun reason="the runner is back"'],
  async handle({ reason = "taken up again" }, { game, season, caller }) {
    await rerunRound(game, { season, host: caller.name, reason });
    const view = await getLatestRound(game.database.db, season);
    const next = view.phase === "voting" ? "The vote goes on; its ballots stay." : "What is missing runs again.";
    return { card: noticeCard(`Round ${view.row.number} goes on`, next), facts: { round: roundFacts(view) } };
  },
});

import { z } from "zod";
import { resumeRuns } from "../../rounds/play/host/stop-runs.ts";
import { noticeCard } from "../cards/notice-card.ts";
import { defineCommand } from "../command.ts";
import { prose } from "../grammar/values.ts";

export const tankResume = defineCommand({
  name: "tank",
  word: "resume",
  forHosts: true,
  description: "Let the runs start again that /tank stop holds back.",
  options: z.strictObject({ reason: prose({ about: "Why; it is kept." }).optional() }),
  examples: ["/tank resume"],
  async handle({ reason = "resumed" }, { game, season, caller }) {
    await resumeRuns(game, { season, host: caller.name, reason });
    return {
      card: noticeCard("Runs start again", "In the order in which they were asked for. /tank status shows them."),
      facts: { stopped: false, reason },
    };
  },
});

import { z } from "zod";
import { stopRuns } from "../../rounds/play/host/stop-runs.ts";
import { noticeCard } from "../cards/notice-card.ts";
import { defineCommand } from "../command.ts";
import { prose } from "../grammar/values.ts";

export const tankStop = defineCommand({
  name: "tank",
  word: "stop",
  forHosts: true,
  description: "Start no further run of this season. What runs goes on to its end.",
  options: z.strictObject({ reason: prose({ about: "Why; it is kept, and shown to whoever waits." }) }),
  examples: ['/tank stop reason="the GPU is needed for a release"'],
  async handle({ reason }, { game, season, caller }) {
    await stopRuns(game, { season, host: caller.name, reason });
    return {
      card: noticeCard("No run starts", "What runs goes on to its end; what is asked for waits. /tank resume ends it."),
      facts: { stopped: true, reason },
    };
  },
});

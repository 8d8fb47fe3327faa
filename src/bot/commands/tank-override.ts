import { z } from "zod";
import { roundView } from "../../rounds/memory/round-view.ts";
import { overrideVerdict, rulings } from "../../rounds/play/host/override-verdict.ts";
import { noticeCard } from "../cards/notice-card.ts";
import { defineCommand } from "../command.ts";
import { oneOf, pitchLetter, prose, roundNumber } from "../grammar/values.ts";
import { roundFacts } from "./facts.ts";

export const tankOverride = defineCommand({
  name: "tank",
  word: "override",
  forHosts: true,
  description:
    "Rule on a verdict: a forbidden trick, an outside rule, a wrong reference. The measurement stays on record.",
  options: z.strictObject({
    pitch: pitchLetter({ about: "Whose verdict.", word: 0 }),
    verdict: oneOf(rulings, {
      about:
        "What it counts as. tainted: it leaned on something wrong; as judged: takes a ruling back; faster: believes a suspect one.",
    }),
    reason: prose({ about: "Why; it is kept and shown." }),
    round: roundNumber({ about: "Its round; left out, the last one." }).optional(),
  }),
  examples: [
    '/tank override B verdict="against the rules" reason="it replays the checker\'s output"',
    '/tank override A round=2 verdict=tainted reason="the reference rounded the wrong way"',
  ],
  async handle({ pitch: letter, verdict, reason, round }, { game, season, caller }) {
    const row = await overrideVerdict(game, { season, host: caller.name, letter, verdict, reason, round });
    const view = await roundView(game.database.db, row.id);
    const next = "Scores and lessons follow it. Your reason is shown, and what was measured stays on record.";
    return {
      card: noticeCard(`Pitch ${letter} of round ${row.number} counts as ${verdict}`, next),
      facts: { pitch: letter, counts: verdict, round: roundFacts(view) },
    };
  },
});

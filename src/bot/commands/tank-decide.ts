import { z } from "zod";
import { getLatestRound } from "../../rounds/memory/find-round.ts";
import { decideRound } from "../../rounds/play/decide-round.ts";
import { noticeCard } from "../cards/notice-card.ts";
import { defineCommand } from "../command.ts";
import { pitchOrNone, prose } from "../grammar/values.ts";
import { roundFacts } from "./facts.ts";

export const tankDecide = defineCommand({
  name: "tank",
  word: "decide",
  forHosts: true,
  description: "Decide what only a person can: promote a pitch, or nothing.",
  options: z.strictObject({
    promote: pitchOrNone({ about: "The pitch that becomes the baseline, or none." }),
    reason: prose({ about: "Why; it is kept." }),
  }),
  examples: [
    '/tank decide promote=B reason="the slow case is never used"',
    '/tank decide promote=none reason="too risky"',
  ],
  async handle({ promote, reason }, { game, season, caller }) {
    const letter = promote === "none" ? null : promote;
    await decideRound(game, { season, host: caller.name, promote: letter, reason });
    const view = await getLatestRound(game.database.db, season);
    const what = letter === null ? "Nothing is promoted" : `Pitch ${letter} is promoted`;
    return { card: noticeCard(what, "Your reason is kept."), facts: { round: roundFacts(view) } };
  },
});

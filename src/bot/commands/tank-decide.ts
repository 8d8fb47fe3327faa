import { z } from "zod";
import { getLatestStanding } from "../../rounds/memory/find-round.ts";
import { acceptFindings, decideRound } from "../../rounds/play/decide-round.ts";
import { UserError } from "../../rounds/user-error.ts";
import { noticeCard } from "../cards/notice-card.ts";
import { listText } from "../cards/numbers.ts";
import { type Call, defineCommand } from "../command.ts";
import { pitchLetters, pitchOrNone, prose } from "../grammar/values.ts";
import { roundFacts } from "./facts.ts";

export const tankDecide = defineCommand({
  name: "tank",
  word: "decide",
  forHosts: true,
  description: "Decide what only a person can: promote a pitch or nothing, accept findings.",
  options: z.strictObject({
    promote: pitchOrNone({ about: "The pitch that becomes the baseline, or none." }).optional(),
    accept: pitchLetters({ about: "In a research round: the findings that hold, or none." }).optional(),
    reason: prose({ about: "Why; it is kept and shown." }),
  }),
  examples: [
    '/tank decide promote=B reason="the slow case is never used"',
    '/tank decide promote=none reason="too risky"',
    '/tank decide accept=A,C reason="both are seen in the profile"',
  ],
  async handle({ promote, accept, reason }, call) {
    if ((promote === undefined) === (accept === undefined)) {
      throw new UserError(
        "which-decision",
        "A decision is about one thing: what is promoted, or which findings are accepted.",
        "Say promote=B or promote=none; in a research round, accept=A,C or accept=none.",
      );
    }
    const what =
      accept === undefined ? await settle(call, promote ?? "none", reason) : await learn(call, accept, reason);
    const view = await getLatestStanding(call.game.database.db, call.season);
    return { card: noticeCard(what, "Your reason is kept and shown."), facts: { round: roundFacts(view) } };
  },
});

async function settle({ game, season, caller }: Call, promote: string, reason: string): Promise<string> {
  const letter = promote === "none" ? null : promote;
  await decideRound(game, { season, host: caller.name, promote: letter, reason });
  return letter === null ? "Nothing is promoted" : `Pitch ${letter} is promoted`;
}

async function learn({ game, season, caller }: Call, accept: readonly string[], reason: string): Promise<string> {
  await acceptFindings(game, { season, host: caller.name, accept, reason });
  if (accept.length === 0) return "No finding is accepted";
  return `${listText(accept)} ${accept.length === 1 ? "is a lesson" : "are lessons"} now, marked argued`;
}

import { z } from "zod";
import { getLatestStanding } from "../../rounds/memory/find-round.ts";
import { roundView } from "../../rounds/memory/round-view.ts";
import { rerunRound } from "../../rounds/play/decide-round.ts";
import { rerunPitch } from "../../rounds/play/runs/rerun-pitch.ts";
import { noticeCard } from "../cards/notice-card.ts";
import { type Call, defineCommand } from "../command.ts";
import { pitchLetter, prose, roundNumber } from "../grammar/values.ts";
import { roundFacts } from "./facts.ts";

export const tankRerun = defineCommand({
  name: "tank",
  word: "rerun",
  forHosts: true,
  description: "Take up what was interrupted, or measure a pitch of a decided round once more.",
  options: z.strictObject({
    pitch: pitchLetter({ about: "A pitch of a decided round; left out, what was interrupted.", word: 0 }).optional(),
    round: roundNumber({ about: "Its round; left out, the last one." }).optional(),
    reason: prose({ about: "Why; it is kept." }).optional(),
  }),
  examples: [
    "/tank rerun",
    '/tank rerun B reason="the machine was not alone"',
    '/tank rerun A round=2 reason="disputed"',
  ],
  async handle({ pitch: letter, round, reason }, call) {
    if (letter !== undefined) return again(call, letter, round, reason ?? "measured once more");
    const { game, season, caller } = call;
    await rerunRound(game, { season, host: caller.name, reason: reason ?? "taken up again" });
    const view = await getLatestStanding(game.database.db, season);
    const next = view.phase === "voting" ? "The vote goes on; its ballots stay." : "What is missing runs again.";
    return { card: noticeCard(`Round ${view.row.number} goes on`, next), facts: { round: roundFacts(view) } };
  },
});

async function again({ game, season, caller }: Call, letter: string, round: number | undefined, reason: string) {
  const row = await rerunPitch(game, { season, host: caller.name, letter, round, reason });
  const next = "Its new verdict takes the old one's place, and credibility is made right by it. Nothing is promoted.";
  return {
    card: noticeCard(`Pitch ${letter} of round ${row.number} is measured once more`, next),
    facts: { round: roundFacts(await roundView(game.database.db, row.id)) },
  };
}

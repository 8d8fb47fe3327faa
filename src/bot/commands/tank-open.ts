import { z } from "zod";
import { getLatestRound } from "../../rounds/memory/find-round.ts";
import { openRound } from "../../rounds/play/open-round.ts";
import { noticeCard } from "../cards/notice-card.ts";
import { defineCommand } from "../command.ts";
import { bar, prose } from "../grammar/values.ts";
import { roundFacts } from "./facts.ts";

export const tankOpen = defineCommand({
  name: "tank",
  word: "open",
  description: "Open a round; you are its host.",
  options: z.strictObject({
    title: prose({ about: "What the round is called.", most: 80 }).optional(),
    subtitle: prose({ about: "The second line of its title.", most: 80 }).optional(),
    bar: bar({ about: "The speedup that counts as a success; left out, any measurable improvement does." }).optional(),
  }),
  examples: ['/tank open title="The Safe Bet"', "/tank open bar=1.4"],
  async handle({ title, subtitle, bar: wanted }, { game, season, caller }) {
    const called = title ?? (wanted === undefined ? "Beat the baseline" : `Reach ${wanted}x`);
    await openRound(game, { season, title: called, subtitle, host: caller.name, bar: wanted ?? null });
    const view = await getLatestRound(game.database.db, season);
    return {
      card: noticeCard(
        `Round ${view.row.number} is opening; you are its host`,
        "The baseline is built, checked and timed first. The round is posted as soon as it is right.",
      ),
      facts: { round: roundFacts(view) },
    };
  },
});

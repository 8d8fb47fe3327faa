import { z } from "zod";
import { getLatestRound } from "../../rounds/memory/find-round.ts";
import { openRoundWithBench } from "../../rounds/play/open-round.ts";
import { openingCard } from "../cards/opening-card.ts";
import { defineCommand } from "../command.ts";
import { approach } from "../grammar/approach.ts";
import { bar, benchLetters, duration, oneOf, prose } from "../grammar/values.ts";
import { roundFacts } from "./facts.ts";

export const tankOpen = defineCommand({
  name: "tank",
  word: "open",
  role: "host",
  description: "Open a round; you are its host.",
  options: z.strictObject({
    title: prose({ about: "What the round is called.", most: 80 }).optional(),
    subtitle: prose({ about: "The second line of its title.", most: 80 }).optional(),
    kind: oneOf(["optimise", "repair", "research"], {
      about: "Beat the baseline, make a wrong one right again, or collect findings without numbers.",
    }).optional(),
    bar: bar({ about: "The speedup that counts as a success; left out, any measurable improvement does." }).optional(),
    only: approach({ about: "The one approach that may be pitched, such as wild-card." }).optional(),
    vote: oneOf(["on", "off"], { about: "Off: all candidates run, and the fastest correct one wins." }).optional(),
    runs: oneOf(["all", "funded"], {
      about: "What runs: everything that has code, or what the sharks fund.",
    }).optional(),
    bench: benchLetters({ about: "Pitches of the bench that it begins with." }).optional(),
    pitching: duration({ about: "When the pitching ends by itself." }).optional(),
    voting: duration({ about: "When the vote ends by itself." }).optional(),
    building: duration({ about: "How long code is waited for." }).optional(),
  }),
  examples: ['/tank open title="The Safe Bet"', "/tank open bar=1.4", "/tank open only=wild-card vote=off"],
  async handle(
    { title, subtitle, kind, bar: wanted, only, vote, runs, bench, ...deadlines },
    { game, season, caller },
  ) {
    const called = title ?? titles[kind ?? "optimise"](wanted);
    const wish = {
      season,
      title: called,
      subtitle,
      host: caller.name,
      kind,
      bar: wanted,
      only,
      vote,
      runs,
      deadlines,
      bench,
    };
    const { taken, left } = await openRoundWithBench(game, wish);
    const view = await getLatestRound(game.database.db, season);
    return { card: openingCard(view, { taken, left }), facts: { round: roundFacts(view), taken, left } };
  },
});

const titles = {
  optimise: (bar: number | undefined) => (bar === undefined ? "Beat the baseline" : `Reach ${bar}x`),
  repair: () => "Make it right again",
  research: () => "What do we know?",
} as const;

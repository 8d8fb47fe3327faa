import { z } from "zod";
import { reviseProblem } from "../../rounds/play/host/revise-problem.ts";
import { getSeason } from "../../rounds/store/seasons.ts";
import { noticeCard } from "../cards/notice-card.ts";
import { plural } from "../cards/numbers.ts";
import { defineCommand } from "../command.ts";
import { oneOf, prose, yesNo } from "../grammar/values.ts";

export const tankRevise = defineCommand({
  name: "tank",
  word: "revise",
  forHosts: true,
  description: "Read the problem's files anew: its next version. Earlier verdicts stay, and are not compared.",
  options: z.strictObject({
    reason: prose({ about: "What was changed and why; it is kept and shown." }),
    taint: yesNo({
      about:
        "yes: the old reference or baseline was wrong, so what leaned on it is marked tainted and its ballots void.",
    }).optional(),
    baseline: oneOf(["keep", "problem"], {
      about: "Keep the season's baseline, or begin again from the problem's own.",
    }).optional(),
  }),
  examples: [
    '/tank revise reason="two more test shapes"',
    '/tank revise taint=yes baseline=problem reason="the reference rounded the wrong way"',
  ],
  async handle({ reason, taint = false, baseline = "keep" }, { game, season, caller, readProblem }) {
    const { settings } = await getSeason(game.database.db, season);
    const now = await readProblem(settings);
    const kernel = baseline === "problem" ? now.baseline : null;
    const wish = { season, host: caller.name, reason, problem: now.problem, baseline: kernel, taint };
    const { version, tainted } = await reviseProblem(game, wish);
    const marked = taint ? ` ${plural(tainted, "verdict")} marked tainted; their ballots are void.` : "";
    const next = `Earlier verdicts stay and are not compared with later ones.${marked} The next round's opening checks the baseline.`;
    return {
      card: noticeCard(`The problem is at version ${version}`, next),
      facts: { problem: now.problem.name, version, tainted },
    };
  },
});

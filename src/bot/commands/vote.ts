import { z } from "zod";
import { castBallot } from "../../rounds/play/votes/cast-ballot.ts";
import { UserError } from "../../rounds/user-error.ts";
import { ballotCard } from "../cards/ballot-card.ts";
import { defineCommand } from "../command.ts";
import { percent, pitchOrNone, prose, readPercent, speedup } from "../grammar/values.ts";
import { ballotFacts } from "./facts.ts";

export const vote = defineCommand({
  name: "vote",
  role: "shark",
  description: "Fund one pitch, or none, and say how likely each is to succeed.",
  options: z.strictObject({
    pitch: pitchOrNone({ about: "The pitch you fund, or none.", word: 0 }),
    p: percent({ about: "The chance that the pitch you fund succeeds." }).optional(),
    speedup: speedup({ about: "The speedup that you expect of it." }).optional(),
    reason: prose({ about: "Why. Shown without your name when the vote closes." }).optional(),
  }),
  others: { kind: "pitch", about: "Other pitches' chances, by letter", looks: "A=20" },
  examples: ["/vote B p=70 A=20 C=5", '/vote none A=10 reason="no evidence from this kernel"'],
  async handle({ pitch: fund, p, speedup: expected, reason }, { game, season, caller, others }) {
    const chances = statedChances(fund, p, others);
    const { changed, round, ballot, pitches } = await castBallot(game, {
      season,
      ballot: {
        shark: caller.name,
        fund,
        chances,
        ...(expected === undefined ? {} : { speedup: expected }),
        ...(reason === undefined ? {} : { reason }),
      },
    });
    const title = changed ? "Your ballot is changed" : "Your ballot is in";
    return {
      card: ballotCard(ballot, pitches, { title, isOpen: true }),
      facts: { round, changed, ballot: ballotFacts(ballot, pitches) },
    };
  },
});

/** The chances by letter; `p` is the funded pitch's. */
function statedChances(
  fund: string,
  p: number | undefined,
  others: Readonly<Record<string, string>>,
): Readonly<Record<string, number>> {
  const chances = Object.fromEntries(
    Object.entries(others).map(([letter, text]) => {
      const chance = readPercent(text);
      if (chance !== null) return [letter, chance] as const;
      const hint = `A chance is a percentage from 0 to 100. For example: ${letter}=20`;
      throw new UserError("bad-value", `${letter} can't be "${text.slice(0, 40)}".`, hint);
    }),
  );
  if (p === undefined) return chances;
  if (fund === "none") {
    throw new UserError(
      "p-for-none",
      "p= is the chance of the pitch you fund, and you fund none.",
      "Name the pitch: A=10",
      { about: ["pitch"] },
    );
  }
  if (chances[fund] !== undefined && chances[fund] !== p) {
    throw new UserError(
      "option-twice",
      `The chance of ${fund} is given twice: p=${p}, ${fund}=${chances[fund]}.`,
      "Keep one.",
    );
  }
  return { ...chances, [fund]: p };
}

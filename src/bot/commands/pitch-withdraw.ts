import { z } from "zod";
import { withdrawPitch } from "../../rounds/play/withdraw-pitch.ts";
import { noticeCard } from "../cards/notice-card.ts";
import { defineCommand } from "../command.ts";
import { pitchLetter } from "../grammar/values.ts";
import { pitchFacts } from "./facts.ts";

export const pitchWithdraw = defineCommand({
  name: "pitch",
  word: "withdraw",
  description: "Take your pitch back, before the vote.",
  options: z.strictObject({
    pitch: pitchLetter({ about: "Which one, where you have several.", word: 0 }).optional(),
  }),
  examples: ["/pitch withdraw", "/pitch withdraw B"],
  async handle({ pitch: letter }, { game, season, caller }) {
    const pitch = await withdrawPitch(game, { season, by: caller.name, letter });
    const title = `Pitch ${pitch.letter}, ${pitch.content.title}, is withdrawn`;
    return {
      card: noticeCard(title, "It will not be voted on, and its letter stays unused."),
      facts: { pitch: pitchFacts(pitch) },
    };
  },
});

import { z } from "zod";
import { withdrawPitch } from "../../rounds/play/pitches/withdraw-pitch.ts";
import { noticeCard } from "../cards/notice-card.ts";
import { listText } from "../cards/numbers.ts";
import { defineCommand } from "../command.ts";
import { pitchName } from "../grammar/values.ts";
import { pitchFacts } from "./facts.ts";

export const pitchWithdraw = defineCommand({
  name: "pitch",
  word: "withdraw",
  role: "contestant",
  description: "Take your pitch back, before the vote.",
  options: z.strictObject({
    pitch: pitchName({ about: "Which one, where you have several.", word: 0 }).optional(),
    endorses: pitchName({ about: "The pitch that you back instead; it is told on its card." }).optional(),
  }),
  examples: ["/pitch withdraw", "/pitch withdraw B", "/pitch withdraw B endorses=C"],
  async handle({ pitch: letter, endorses }, { game, season, caller }) {
    const { pitch, endorsed, stays } = await withdrawPitch(game, { season, by: caller.name, letter, endorses });
    if (stays.length > 0) {
      const kept = noticeCard(
        `You take back your part in ${pitch.letter}, ${pitch.content.title}`,
        `It stays where it is: ${listText(stays)} pitched the same.`,
      );
      return { card: kept, facts: { pitch: pitchFacts(pitch), endorses: null, stays } };
    }
    const title = `Pitch ${pitch.letter}, ${pitch.content.title}, is withdrawn`;
    const fate =
      pitch.roundId === null ? "It is off the bench." : "It will not be voted on, and its letter stays unused.";
    const lead = endorsed === null ? fate : `${fate} It endorses ${endorsed.letter}, ${endorsed.content.title}.`;
    return {
      card: noticeCard(title, lead),
      facts: { pitch: pitchFacts(pitch), endorses: endorsed?.letter ?? null, stays },
    };
  },
});

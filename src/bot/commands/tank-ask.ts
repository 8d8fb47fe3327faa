import { z } from "zod";
import { askQuestion } from "../../rounds/play/talk/ask-question.ts";
import { noticeCard } from "../cards/notice-card.ts";
import { listText } from "../cards/numbers.ts";
import { defineCommand } from "../command.ts";
import { pitchName, prose } from "../grammar/values.ts";
import { questionFacts } from "./talk-facts.ts";

export const tankAsk = defineCommand({
  name: "tank",
  word: "ask",
  role: "shark",
  description: "Ask about a pitch; the question stands on it, with your name.",
  options: z.strictObject({
    pitch: pitchName({ about: "The pitch you ask about.", word: 0 }),
    question: prose({ about: "What you want to know.", most: 1000, word: "rest" }),
  }),
  examples: ['/tank ask B "which case gains most?"'],
  async handle({ pitch: letter, question: text }, { game, season, caller }) {
    const { question, pitch } = await askQuestion(game, { season, by: caller.name, letter, text });
    const authors = listText(pitch.content.authors);
    return {
      card: noticeCard(
        `Q${question.number} stands on ${pitch.letter}, ${pitch.content.title}`,
        `${authors} can answer with /tank answer Q${question.number} "…"`,
      ),
      facts: questionFacts(question, pitch),
    };
  },
});

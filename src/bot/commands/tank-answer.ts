import { z } from "zod";
import { answerQuestion } from "../../rounds/play/talk/answer-question.ts";
import { noticeCard } from "../cards/notice-card.ts";
import { defineCommand } from "../command.ts";
import { textOption } from "../grammar/option.ts";
import { prose } from "../grammar/values.ts";
import { questionFacts } from "./talk-facts.ts";

export const tankAnswer = defineCommand({
  name: "tank",
  word: "answer",
  role: "contestant",
  description: "Answer a question about your pitch; again, to mend the answer.",
  options: z.strictObject({
    question: textOption(
      { about: "Which one.", looks: "a question's number: Q1", word: 0, suggests: "question" },
      (text) => {
        const number = /^\s*q?\s*(\d{1,6})\s*$/i.exec(text)?.[1];
        return number === undefined ? null : Number(number);
      },
    ),
    answer: prose({ about: "What you say to it.", most: 4000, word: "rest" }),
  }),
  examples: ['/tank answer Q1 "g=8, K=7168: the epilogue is a third of it"'],
  async handle({ question: number, answer: text }, { game, season, caller }) {
    const { question, pitch, mended } = await answerQuestion(game, { season, by: caller.name, number, text });
    const title = mended ? `Your answer to Q${number} is mended` : `Q${number} is answered`;
    return {
      card: noticeCard(title, `It stands on ${pitch.letter}, ${pitch.content.title}. Answer again to mend it.`),
      facts: { ...questionFacts(question, pitch), mended },
    };
  },
});

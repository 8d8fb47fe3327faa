import { z } from "zod";
import { getLatestRound, pitchByLetter } from "../../rounds/memory/find-round.ts";
import { pitchCard } from "../cards/pitches.ts";
import { defineCommand } from "../command.ts";
import { pitchLetter } from "../grammar/values.ts";
import { pitchFacts } from "./facts.ts";
import { proofFacts, questionFacts } from "./talk-facts.ts";

export const pitchShow = defineCommand({
  name: "pitch",
  word: "show",
  description: "Show one pitch in full.",
  options: z.strictObject({ pitch: pitchLetter({ about: "Which one.", word: 0 }) }),
  examples: ["/pitch show B"],
  async handle({ pitch: letter }, { game, season }) {
    const view = await getLatestRound(game.database.db, season);
    const pitch = pitchByLetter(view, letter);
    const questions = view.questions.filter(({ pitchId }) => pitchId === pitch.id);
    const proofs = view.proofs.filter(({ pitchId }) => pitchId === pitch.id);
    return {
      card: pitchCard(view, pitch),
      facts: {
        round: view.row.number,
        pitch: pitchFacts(pitch),
        questions: questions.map((question) => questionFacts(question, pitch)),
        proofs: proofs.map((proof) => proofFacts(proof, pitch)),
      },
    };
  },
});

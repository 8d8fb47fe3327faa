import { z } from "zod";
import { proofView } from "../../rounds/memory/talk-view.ts";
import { demandProof } from "../../rounds/play/talk/demand-proof.ts";
import { proofCard } from "../cards/pitch-talk.ts";
import { defineCommand } from "../command.ts";
import { pitchName, prose } from "../grammar/values.ts";
import { proofFacts } from "./talk-facts.ts";

const ranBefore = "This was demanded before of the same code, so nothing runs again.";

export const tankProof = defineCommand({
  name: "tank",
  word: "proof",
  role: "shark",
  description: "Demand that a pitch's code is built and checked before the vote closes.",
  options: z.strictObject({
    pitch: pitchName({ about: "The pitch you doubt.", word: 0 }),
    case: prose({ about: "A case to time as well, where the season's rules allow it.", most: 200 }).optional(),
  }),
  examples: ["/tank proof B", '/tank proof B case="g=8, K=7168"'],
  async handle({ pitch: letter, case: caseLabel }, { game, season, caller }) {
    const { proof, pitch, isNew } = await demandProof(game, { season, by: caller.name, letter, caseLabel });
    const card = proofCard(await proofView(game.database.db, proof.id));
    const facts = { ...proofFacts(proof, pitch), isNew };
    if (isNew) return { card, facts };
    const before = proof.code === null ? "It was demanded before, and still waits for code." : ranBefore;
    return { card: { ...card, sections: [...card.sections, { kind: "text", text: before }] }, facts };
  },
});

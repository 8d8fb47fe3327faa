import { z } from "zod";
import { aboutFile } from "../../rounds/candidate.ts";
import { handInCandidate } from "../../rounds/play/pitches/hand-in-candidate.ts";
import { nameBuilder } from "../../rounds/play/pitches/name-builder.ts";
import { UserError } from "../../rounds/user-error.ts";
import { noticeCard } from "../cards/notice-card.ts";
import { defineCommand } from "../command.ts";
import { gitPath, person, pitchName } from "../grammar/values.ts";
import { candidateOf } from "./candidate-of.ts";

export const pitchCode = defineCommand({
  name: "pitch",
  word: "code",
  role: "contestant",
  description: "Hand in a pitch's code, or name who builds it.",
  options: z.strictObject({
    pitch: pitchName({ about: "Whose code it is.", word: 0 }),
    from: gitPath({ about: "The code, from a repository that this bot knows." }).optional(),
    by: person({ about: "For hosts: who else may hand the code in." }).optional(),
  }),
  others: { kind: "knob", about: "Knobs of the kernel", looks: "num_ab_stage=3" },
  takesFiles: true,
  examples: ["/pitch code B --file kernel.ts", "/pitch code B num_ab_stage=3", "/pitch code B by=@eve"],
  async handle({ pitch: letter, from, by }, call) {
    const { game, season, caller } = call;
    const candidate = await candidateOf(call, from);
    if (by !== undefined) {
      const pitch = await nameBuilder(game, { season, letter, host: caller.name, builder: by });
      if (candidate === null) {
        const card = noticeCard(`${by} may build pitch ${pitch.letter}`, `@${by} /pitch code ${letter} --file PATH`);
        return { card, facts: { pitch: pitch.letter, builders: pitch.content.builders ?? [] } };
      }
    }
    if (candidate === null) {
      throw new UserError(
        "no-code",
        "There is no code in this.",
        `Attach it: /pitch code ${letter} --file kernel.ts`,
        aboutFile,
      );
    }
    const { pitch, round, warnings } = await handInCandidate(game, { season, letter, by: caller.name, ...candidate });
    const left = round?.now.state === "building" ? round.now.waitingFor.length : 0;
    const next = left > 0 ? `The round still waits for the code of ${left} more.` : nextStep(round?.now.state ?? null);
    return {
      card: noticeCard(`The code of pitch ${pitch.letter} is in`, next, warnings),
      facts: { pitch: pitch.letter, code: pitch.sourceSha256, stillWaiting: left, warnings },
    };
  },
});

function nextStep(state: string | null): string {
  if (state === null) return "It waits on the bench for a round.";
  return state === "pitching" ? "It may be changed until the vote opens." : "The runs begin.";
}

import { z } from "zod";
import { handInCandidate } from "../../rounds/play/hand-in-candidate.ts";
import { UserError } from "../../rounds/user-error.ts";
import { noticeCard } from "../cards/notice-card.ts";
import { defineCommand } from "../command.ts";
import { pitchLetter } from "../grammar/values.ts";
import { candidateOf } from "./candidate-of.ts";

export const pitchCode = defineCommand({
  name: "pitch",
  word: "code",
  description: "Hand in the code of a funded pitch.",
  options: z.strictObject({ pitch: pitchLetter({ about: "Whose code it is.", word: 0 }) }),
  others: { kind: "knob", about: "Knobs of the kernel", looks: "num_ab_stage=3" },
  takesFiles: true,
  examples: ["/pitch code B --file kernel.ts", "/pitch code B num_ab_stage=3"],
  async handle({ pitch: letter }, call) {
    const { game, season, caller } = call;
    const candidate = await candidateOf(call);
    if (candidate === null) {
      throw new UserError("no-code", "There is no code in this.", `Attach it: /pitch code ${letter} --file kernel.ts`);
    }
    const { now } = await handInCandidate(game, { season, letter, files: candidate.files, by: caller.name });
    const left = now.state === "building" ? now.waitingFor.length : 0;
    const next = left > 0 ? `The round still waits for the code of ${left} more.` : "The runs begin.";
    return {
      card: noticeCard(`The code of pitch ${letter} is in`, next),
      facts: { pitch: letter, stillWaiting: left },
    };
  },
});

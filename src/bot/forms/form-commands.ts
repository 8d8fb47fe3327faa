import type { Command } from "../command.ts";
import { pitch } from "../commands/pitch.ts";
import { pitchCode } from "../commands/pitch-code.ts";
import { pitchEdit } from "../commands/pitch-edit.ts";
import { tankAnswer } from "../commands/tank-answer.ts";
import { tankAsk } from "../commands/tank-ask.ts";
import { tankMeasure } from "../commands/tank-measure.ts";
import { tankProof } from "../commands/tank-proof.ts";
import { vote } from "../commands/vote.ts";
import type { FormName } from "./form-names.ts";

/** The command that each form is, filled in. */
export const formCommands: Readonly<Record<FormName, Command>> = {
  pitch,
  "pitch-edit": pitchEdit,
  code: pitchCode,
  vote,
  ask: tankAsk,
  answer: tankAnswer,
  proof: tankProof,
  measure: tankMeasure,
};

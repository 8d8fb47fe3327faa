import type { ModalView } from "@slack/types";
import { type PitchEditFacts, placeOf, standingCode } from "../../forms/pitch-facts.ts";
import { canBeNone } from "../../forms/pitch-fields.ts";
import { pitchName, pitchTexts } from "../../forms/pitch-texts.ts";
import { editWords } from "../../forms/pitch-words.ts";
import type { Said } from "../../forms/said.ts";
import { codeBlocks } from "./code-blocks.ts";
import { type FilledForm, textsByName } from "./filled-form.ts";
import { readContext } from "./form-context.ts";
import { formView } from "./form-frame.ts";
import { filledFiles, filledInputs, type SubmittedView } from "./form-state.ts";
import { note } from "./form-text.ts";
import { filledKnobs } from "./knob-fields.ts";
import { pitchBlocks } from "./pitch-form.ts";

/** `/pitch edit B`: the form of a pitch, filled with what stands. */
export function pitchEditForm(facts: PitchEditFacts, said?: Said): ModalView {
  const { view } = facts;
  const { title, submit, note: kept = "" } = editWords(view);
  const code = standingCode(facts);
  const texts = { said: said?.others ?? {}, from: said?.given["from"] };
  return formView({
    name: "pitch-edit",
    context: { season: view.season.name, round: view.round, pitch: pitchName(view) },
    title,
    submit,
    blocks: [
      note(kept),
      ...pitchBlocks(
        placeOf(facts),
        { said: said?.given ?? {}, stands: pitchTexts(view) },
        code === null ? [] : codeBlocks(code, { ...code, ...texts }),
      ),
    ],
  });
}

/** What was changed, as `/pitch edit B` would have been typed. Code is one thing: all of it is sent, or nothing. */
export function readPitchEdit(view: Pick<SubmittedView, "state" | "private_metadata">): FilledForm {
  const { pitch } = readContext(view);
  const inputs = filledInputs(view);
  const files = filledFiles(view);
  const said = textsByName(inputs, ({ id, text, changed }) => {
    if (!changed) return null;
    return text ?? (canBeNone.includes(id) ? "none" : null);
  });
  const knobs = filledKnobs(inputs);
  const isNewCode = knobs.changed || files.length > 0 || said["from"] !== undefined;
  // All knobs set back and nothing else: said in full, so that the refusal tells that this is the baseline.
  const turned = Object.keys(knobs.turned).length > 0 || files.length > 0 ? knobs.turned : knobs.setBack;
  return { given: { ...(pitch === undefined ? {} : { pitch }), ...said }, others: isNewCode ? turned : {}, files };
}

import type { KnownBlock, ModalView } from "@slack/types";
import { uploadHints } from "../../forms/code-fields.ts";
import type { PitchFormFacts } from "../../forms/pitch-facts.ts";
import { type PitchPlace, type PitchTexts, pitchField, pitchFields } from "../../forms/pitch-fields.ts";
import { pitchWords } from "../../forms/pitch-words.ts";
import type { Said } from "../../forms/said.ts";
import { codeBlocks } from "./code-blocks.ts";
import { type FilledForm, filledForm } from "./filled-form.ts";
import { formView } from "./form-frame.ts";
import type { SubmittedView } from "./form-state.ts";
import { note, titled } from "./form-text.ts";
import { fieldBlock, listLimits } from "./input-blocks.ts";

/** `/pitch`: what must be said first, then code, then what may be left out. */
export function pitchForm(facts: PitchFormFacts, said?: Said): ModalView {
  const { season, round } = facts;
  const { title, submit, head, note: where = "" } = pitchWords(facts);
  const code = codeBlocks(facts, {
    said: said?.others ?? {},
    from: said?.given["from"],
    hint: uploadHints.pitch,
  });
  return formView({
    name: "pitch",
    context: { season: season.name, round: round?.number ?? null },
    title,
    submit,
    blocks: [
      titled(head, [where]),
      ...pitchBlocks(facts, { said: said?.given ?? {} }, round?.kind === "research" ? [] : code),
    ],
  });
}

/** A pitch's fields with its code between what is asked for and what may be left out. */
export function pitchBlocks(place: PitchPlace, texts: PitchTexts, code: readonly KnownBlock[]): readonly KnownBlock[] {
  const { first, more } = pitchFields(place);
  const block = (option: string) => fieldBlock(pitchField(option, place, texts, listLimits));
  return [...first.map(block), ...code, { type: "divider" }, note("More, if you like"), ...more.map(block)];
}

/** A pitch as `/pitch` would have been typed. */
export function readPitch(view: Pick<SubmittedView, "state">): FilledForm {
  return filledForm(view);
}

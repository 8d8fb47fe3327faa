import { z } from "zod";
import { canBeNone } from "../../forms/pitch-fields.ts";
import { storable } from "../../text/storable.ts";
import { DiscordFile } from "../discord-file.ts";
import type { FormId } from "./form-id.ts";
import type { FilledInput, Submission } from "./read-submission.ts";

/** What was handed in of a form so far, kept until the whole of it is taken. */
export const FormDraft = z.strictObject({
  /** The round of the pitch that it is about; a letter means another pitch in another round. */
  round: z.number().nullable(),
  about: z.string().nullable(),
  /** By the inputs' ids, as they were typed; `knobs` is not taken apart yet. */
  texts: z.record(z.string(), z.string()),
  files: z.array(DiscordFile),
});
export type FormDraft = z.infer<typeof FormDraft>;

export const knobsId = "knobs";

export function emptyDraft({ round, about }: Pick<FormId, "round" | "about">): FormDraft {
  return { round, about, texts: {}, files: [] };
}

/** The draft with one page of its form; what the other pages said stays. */
export function withSubmitted(draft: FormDraft, { id, inputs, files }: Submission): FormDraft {
  const texts: Record<string, string> = { ...draft.texts };
  for (const input of inputs) {
    const text = id.form === "pitch-edit" ? changeOf(input) : input.text;
    if (text === null) delete texts[input.id];
    else texts[input.id] = storable(text);
  }
  const kept = files.length > 0 ? files.map((file) => ({ ...file, name: storable(file.name) })) : draft.files;
  // Code is one thing: with new files or a new path, the knobs that stand are sent as well.
  const knobs = inputs.find((input) => input.id === knobsId)?.text ?? null;
  if (knobs !== null && (kept.length > 0 || texts["from"] !== undefined)) texts[knobsId] = storable(knobs);
  return { ...draft, texts, files: [...kept] };
}

/** Null: it stays as it stands. */
function changeOf({ id, text, changed }: FilledInput): string | null {
  if (!changed) return null;
  return text ?? (canBeNone.includes(id) ? "none" : null);
}

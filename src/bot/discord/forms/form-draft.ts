import { z } from "zod";
import { storable } from "../../../rounds/storable.ts";
import { canBeNone } from "../../forms/pitch-fields.ts";
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
  const said = inputs.map((input) => [input.id, id.form === "pitch-edit" ? changeOf(input) : input.text] as const);
  const next = withSaid(draft, Object.fromEntries(said), files);
  // Code is one thing: with new files or a new path, the knobs that stand are sent as well.
  const knobs = inputs.find((input) => input.id === knobsId)?.text ?? null;
  const isNewCode = next.files.length > 0 || next.texts["from"] !== undefined;
  return knobs !== null && isNewCode ? withSaid(next, { [knobsId]: knobs }, []) : next;
}

/** The draft with what was said; null takes away what it said before, and new files take the place of others. */
export function withSaid(
  draft: FormDraft,
  said: Readonly<Record<string, string | null>>,
  files: readonly DiscordFile[],
): FormDraft {
  const texts: Record<string, string> = { ...draft.texts };
  for (const [id, text] of Object.entries(said)) {
    if (text === null) delete texts[id];
    else texts[id] = storable(text);
  }
  const uploaded = files.map((file) => ({ ...file, name: storable(file.name) }));
  return { ...draft, texts, files: uploaded.length > 0 ? uploaded : draft.files };
}

/** Null: it stays as it stands. */
function changeOf({ id, text, changed }: FilledInput): string | null {
  if (!changed) return null;
  return text ?? (canBeNone.includes(id) ? "none" : null);
}

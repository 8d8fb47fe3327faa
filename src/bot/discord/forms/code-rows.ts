import { type CodeWays, filesId, filesLabel, gitField } from "../../forms/code-fields.ts";
import type { TypedField } from "../../forms/form-field.ts";
import { freeKnobs } from "../../forms/knob-texts.ts";
import type { DiscordFile } from "../discord-file.ts";
import type { FilesRow, FormRow } from "./draw-row.ts";
import { type FormDraft, knobsId } from "./form-draft.ts";

/** Knobs, files and a path in git: everything that a candidate is made of. */
export function codeRows(
  ways: CodeWays,
  draft: FormDraft,
  { hint, stands }: { readonly hint: string; readonly stands?: Readonly<Record<string, string>> },
): readonly FormRow[] {
  return [...knobRows(ways, draft, stands), filesRow(draft.files, hint), ...gitRows(ways, draft)];
}

/** A line for each knob that is turned; none where no knob may be. */
export function knobRows(
  { knobs }: Pick<CodeWays, "knobs">,
  { texts }: FormDraft,
  stands: Readonly<Record<string, string>> = {},
): readonly TypedField[] {
  const free = freeKnobs(knobs);
  if (free.length === 0) return [];
  const standing = Object.entries(stands).map(([name, value]) => `${name}=${value}`);
  const locked = knobs.length - free.length;
  const rest = locked === 0 ? "" : ` ${locked} more are locked: /tank kernel.`;
  return [
    {
      kind: "typed",
      id: knobsId,
      label: "Knobs",
      hint: `A line each: NAME=VALUE. 2|3|4 tries each.${rest}`,
      placeholder: `as it is: ${free.map(({ name, value }) => `${name}=${value}`).join(" ")}`,
      optional: true,
      said: texts[knobsId],
      ...(standing.length > 0 ? { stands: standing.join("\n") } : {}),
      most: 2000,
      multiline: true,
      canEmpty: true,
    },
  ];
}

/** An upload can't open with what was uploaded before, so its line says what is there. */
export function filesRow(files: readonly DiscordFile[], hint: string): FilesRow {
  const names = files.map(({ name }) => name).join(", ");
  const kept = `Here already: ${names}. What you upload now takes its place.`;
  return { kind: "files", id: filesId, label: filesLabel, hint: files.length === 0 ? hint : kept };
}

export function gitRows({ takesGit }: Pick<CodeWays, "takesGit">, { texts }: FormDraft): readonly TypedField[] {
  const field = gitField(texts["from"]);
  return takesGit ? [field] : [];
}

import { UserError } from "../../../rounds/user-error.ts";
import type { Command, OtherOptions } from "../../command.ts";
import { formCommands } from "../../forms/form-commands.ts";
import type { Said } from "../../forms/said.ts";
import { readOthers } from "../../grammar/read-others.ts";
import type { DiscordFile } from "../discord-file.ts";
import { type FormDraft, knobsId } from "./form-draft.ts";
import type { FormId } from "./form-id.ts";

/** A form as `runFilled` takes it once its files are read. */
export interface FilledDraft extends Said {
  readonly command: Command;
  readonly files: readonly DiscordFile[];
}

/**
 * What a form says, as its command would have been typed.
 * @param namesOf the knobs that there are; asked only where some are said
 * @throws UserError for knobs that can't be read
 */
export async function filledDraft(
  { form, about }: Pick<FormId, "form" | "about">,
  { texts, files }: FormDraft,
  namesOf: (others: OtherOptions) => Promise<readonly string[]>,
): Promise<FilledDraft> {
  const command = formCommands[form];
  const { [knobsId]: knobs, ...own } = texts;
  const target = about === null ? {} : { [form === "answer" ? "question" : "pitch"]: about };
  const names = knobs === undefined || command.others === undefined ? [] : await namesOf(command.others);
  const others = knobs === undefined ? {} : readKnobs(command, knobs, names);
  return { command, given: { ...target, ...own }, others, files };
}

function readKnobs(command: Command, text: string, names: readonly string[]): Readonly<Record<string, string>> {
  try {
    return readOthers(command, text, names);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(error.code, error.message, error.hint, { cause: error, about: [knobsId] });
  }
}

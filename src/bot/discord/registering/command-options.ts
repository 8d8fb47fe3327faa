import { type APIApplicationCommandBasicOption, ApplicationCommandOptionType } from "discord.js";
import type { Command, OtherOptions } from "../../command.ts";
import { describedOptions } from "../../grammar/match-options.ts";
import type { OptionFacts } from "../../grammar/option.ts";
import { shortLine } from "../short-text.ts";
import { commandLimits } from "./discord-limits.ts";

const mostFiles = 5;

/** The options of the files that a command takes. */
export const fileOptions: readonly string[] = Array.from({ length: mostFiles }, (_, index) =>
  index === 0 ? "file" : `file-${index + 1}`,
);

/** The option that holds what the game itself names: `num_ab_stage=3`, `A=20 C=5`. */
export function othersOption({ kind }: OtherOptions): string {
  return kind === "knob" ? "knobs" : "others";
}

/**
 * What a command takes, the required first. What a form asks for where it is left out is not required: without it the
 * form opens.
 */
export function commandOptions(command: Command): APIApplicationCommandBasicOption[] {
  const asked = askedByForm(command);
  const own = describedOptions(command).map((each) =>
    textOption(each, !each.optional && asked !== "all" && !asked.includes(each.name)),
  );
  const { others, takesFiles } = command;
  const named = others === undefined ? [] : [othersText(others)];
  const files = takesFiles ? fileOptions.map(fileOption) : [];
  return [...own.filter(({ required }) => required), ...own.filter(({ required }) => !required), ...named, ...files];
}

/** `/pitch`, `/vote` and `/tank ask B` open a form for what is not said. */
function askedByForm({ name, word }: Command): "all" | readonly string[] {
  if (name !== "tank") return word === undefined ? "all" : [];
  return word === "ask" ? ["question"] : word === "answer" ? ["answer"] : [];
}

function textOption(
  { name, about, suggests, isOpen }: OptionFacts & { readonly name: string },
  required: boolean,
): APIApplicationCommandBasicOption {
  const base = { type: ApplicationCommandOptionType.String, name, description: described(about), required } as const;
  if (suggests === undefined) return base;
  const isList = typeof suggests !== "string" && isOpen !== true && suggests.length <= commandLimits.choices;
  return isList
    ? { ...base, choices: suggests.map((value) => ({ name: value, value })) }
    : { ...base, autocomplete: true };
}

function othersText(others: OtherOptions): APIApplicationCommandBasicOption {
  return {
    type: ApplicationCommandOptionType.String,
    name: othersOption(others),
    description: described(`${others.about}: ${others.looks}`),
    required: false,
    autocomplete: true,
  };
}

function fileOption(name: string, index: number): APIApplicationCommandBasicOption {
  const description = index === 0 ? "A file of it: code, a zip, a patch." : "One more file.";
  return { type: ApplicationCommandOptionType.Attachment, name, description, required: false };
}

/** A shorter one says too little of what it is cut from. */
const leastWhole = 40;

/** A line of Discord's; of a longer one as many whole sentences as fit. */
export function described(text: string): string {
  if (text.length <= commandLimits.description) return text;
  const whole = /^.*[.;!?](?=\s)/s.exec(text.slice(0, commandLimits.description + 1))?.[0] ?? "";
  return whole.length < leastWhole ? shortLine(text, commandLimits.description) : whole.replace(/;$/, ".");
}

import type { RESTPostAPIChatInputApplicationCommandsJSONBody } from "discord.js";

interface Part {
  readonly name: string;
  readonly description?: string;
  readonly required?: boolean;
  readonly autocomplete?: boolean;
  readonly choices?: readonly { readonly name: string; readonly value: string | number }[];
  readonly options?: readonly object[];
}

/** Discord's commands as a reader sees them: a line for each command, group, subcommand and option. */
export function commandListing(commands: readonly RESTPostAPIChatInputApplicationCommandsJSONBody[]): string {
  return `${commands.flatMap((command) => lines(command, "/")).join("\n")}\n`;
}

function lines(part: object, before: string): readonly string[] {
  const { name, description, required, autocomplete, choices, options } = part as Part;
  const isOption = required !== undefined;
  const how = [
    ...(required ? ["required"] : []),
    ...(autocomplete ? ["completed"] : []),
    ...(choices ? [choices.map((choice) => choice.value).join("|")] : []),
  ];
  const shown = isOption ? `    ${name}${how.length > 0 ? ` (${how.join(", ")})` : ""}` : `${before}${name}`;
  return [`${shown}: ${description}`, ...(options ?? []).flatMap((each) => lines(each, `${before}${name} `))];
}

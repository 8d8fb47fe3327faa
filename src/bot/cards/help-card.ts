import { type Command, commandPath } from "../command.ts";
import { describedOptions } from "../grammar/match-options.ts";
import type { Card, ListItem, Section } from "./card.ts";

/** Every command in one line each. */
export function helpCard(commands: readonly Command[]): Card {
  const names = [...new Set(commands.map(({ name }) => name))];
  return {
    title: "What you can say",
    lead: "Words first, then key=value; double quotes around text of several words.",
    mood: "neutral",
    sections: names.map((name): Section => {
      const own = commands.filter((command) => command.name === name);
      const items = own.map((command) => ({ text: `${shortUsage(command)}: ${command.description}` }));
      return { kind: "list", heading: `/${name}`, items };
    }),
    footer: "/tank help pitch, or the name of any other command, shows all its options with examples.",
  };
}

/** One command, or those that share a name, with all options. */
export function commandHelpCard(commands: readonly Command[]): Card {
  const [only] = commands;
  const sections = commands.flatMap((command) => commandSections(command, commands.length > 1));
  const title = commands.length === 1 && only ? usage(only) : `/${only?.name}`;
  return { title, ...(commands.length === 1 && only ? { lead: only.description } : {}), mood: "neutral", sections };
}

function commandSections(command: Command, isOneOfMany: boolean): readonly Section[] {
  const options = describedOptions(command).map(({ name, about, looks, optional, word, isProse }): ListItem => {
    const written = word === undefined ? `${name}=` : `<${name}>`;
    const form = isProse ? "" : ` Write ${looks}.`;
    return { text: `${written}${optional ? "" : " (needed)"}: ${about}${form}` };
  });
  const { others } = command;
  const other = others === undefined ? [] : [{ text: `${others.looks}: ${others.about}.` }];
  const file = command.takesFiles ? [{ text: "--file PATH: attaches the changed kernel." }] : [];
  const items = [...options, ...other, ...file];
  const examples: Section = { kind: "code", text: command.examples.join("\n") };
  if (!isOneOfMany)
    return [...(items.length > 0 ? [{ kind: "list", heading: "Options", items } as const] : []), examples];
  return [{ kind: "list", heading: `${usage(command)}: ${command.description}`, items }, examples];
}

/** What must be said; what may be said is left to the command's own help where there is much of it. */
function shortUsage(command: Command): string {
  const full = usage(command);
  const optional = full.match(/ \[[^\]]*\]/g) ?? [];
  if (optional.length <= 2) return full;
  return `${optional.slice(1).reduce((text, part) => text.replace(part, ""), full)} […]`;
}

/** `/vote B p=… [speedup=…]`: what must be said plain, what may be said in brackets. */
export function usage(command: Command): string {
  const parts = describedOptions(command).map(({ name, word, optional }) => {
    const written = word === undefined ? `${name}=…` : `<${name}>`;
    return optional ? `[${written}]` : written;
  });
  const others = command.others === undefined ? [] : [`[${command.others.looks} …]`];
  const file = command.takesFiles ? ["[--file PATH]"] : [];
  return [commandPath(command), ...parts, ...others, ...file].join(" ");
}

import {
  type APIApplicationCommandInteractionDataBasicOption,
  type APIApplicationCommandInteractionDataOption,
  type APIChatInputApplicationCommandInteractionData,
  ApplicationCommandOptionType,
} from "discord.js";
import { UserError } from "../../../rounds/user-error.ts";
import type { Command, OtherOptions } from "../../command.ts";
import type { Said } from "../../forms/said.ts";
import { plainDashes } from "../../grammar/command-line.ts";
import { factsOf } from "../../grammar/option.ts";
import { readOthers } from "../../grammar/read-others.ts";
import { discordPath } from "../command-paths.ts";
import { type DiscordFile, namedFiles } from "../discord-file.ts";
import { fileOptions, othersOption } from "./command-options.ts";

type Data = Pick<APIChatInputApplicationCommandInteractionData, "name" | "options" | "resolved">;
type BasicOption = APIApplicationCommandInteractionDataBasicOption;

/** A command as somebody filled in its options. */
export interface ReadOptions extends Said {
  readonly command: Command;
  readonly files: readonly DiscordFile[];
}

/**
 * A command and its options, as `runFilled` takes them once its files are read.
 * @param namesOf the knobs or letters that a command takes; asked only where some are given
 * @throws UserError for knobs and letters that can't be read, and for a command that this bot no longer has
 */
export async function readOptions(
  data: Data,
  commands: readonly Command[],
  namesOf: (others: OtherOptions) => Promise<readonly string[]>,
): Promise<ReadOptions> {
  const { command, options } = findCommand(data, commands);
  const texts = new Map(options.map((option) => [option.name, `${option.value}`]));
  const { others } = command;
  const otherText = others === undefined ? undefined : texts.get(othersOption(others));
  const own = Object.keys(command.options.shape).flatMap((name) => {
    const text = texts.get(name);
    return text === undefined || text.trim() === "" ? [] : [[name, plainText(command, name, text)] as const];
  });
  return {
    command,
    given: Object.fromEntries(own),
    others:
      others === undefined || otherText === undefined ? {} : readOthers(command, otherText, await namesOf(others)),
    files: namedFiles(
      fileOptions.flatMap((name) => texts.get(name) ?? []),
      data.resolved?.attachments,
    ),
  };
}

/** A phone's long dashes count as plain ones where they are no prose, as in typed commands. */
function plainText(command: Command, name: string, text: string): string {
  return factsOf(command.options.shape[name]).isProse ? text : plainDashes(text);
}

/** The command that is meant, with the options right at it. */
export function findCommand(
  { name, options = [] }: { readonly name: string; readonly options?: APIApplicationCommandInteractionDataOption[] },
  commands: readonly Command[],
): { readonly command: Command; readonly options: readonly BasicOption[] } {
  const { words, own } = unfolded(options);
  const asked = [name, ...words].join(" ");
  const command = commands.find((each) => {
    const path = discordPath(each);
    return [path.name, path.group, path.word].filter((part) => part !== null).join(" ") === asked;
  });
  if (command !== undefined) return { command, options: own };
  throw new UserError(
    "unknown-command",
    `There is no command /${asked.slice(0, 80)} any more.`,
    "Discord shows the new ones after a minute; /tank help lists them.",
  );
}

/** Down through groups and subcommands. */
function unfolded(options: readonly APIApplicationCommandInteractionDataOption[]): {
  readonly words: readonly string[];
  readonly own: readonly BasicOption[];
} {
  const [first] = options;
  const isFolder =
    first?.type === ApplicationCommandOptionType.Subcommand ||
    first?.type === ApplicationCommandOptionType.SubcommandGroup;
  if (!isFolder) return { words: [], own: options.filter(isBasic) };
  const inner = unfolded(first.options ?? []);
  return { words: [first.name, ...inner.words], own: inner.own };
}

function isBasic(option: APIApplicationCommandInteractionDataOption): option is BasicOption {
  return (
    option.type !== ApplicationCommandOptionType.Subcommand &&
    option.type !== ApplicationCommandOptionType.SubcommandGroup
  );
}

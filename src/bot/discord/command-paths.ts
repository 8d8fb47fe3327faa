import { type Command, commandPath } from "../command.ts";

/** Where a command stands among Discord's own: a command, or a subcommand of one, perhaps in a group. */
export interface DiscordPath {
  readonly name: string;
  readonly group: string | null;
  readonly word: string | null;
}

/**
 * Discord's command either is one or has subcommands, and takes 25 of them. So `/pitch` and `/vote` are commands of
 * their own, and every other word is found under `/tank`: `/tank pitch code`, `/tank vote show`, `/tank host open`.
 */
export function discordPath(command: Command): DiscordPath {
  const { name, forHosts, whenBare } = command;
  const word = command.word ?? null;
  if (name !== "tank") return word === null ? { name, group: null, word } : { name: "tank", group: name, word };
  const isHosts = forHosts === true || word === "open";
  return { name, group: isHosts && whenBare !== true ? "host" : null, word };
}

/** `/tank host open`, as people read and type it. */
export function discordPathText(command: Command): string {
  const { name, group, word } = discordPath(command);
  return `/${[name, group, word].filter((part) => part !== null).join(" ")}`;
}

/** What a text of the game calls each command, and what Discord calls it, where that is something else. */
export function renamedCommands(commands: readonly Command[]): ReadonlyMap<string, string> {
  const names = commands.map((command) => [commandPath(command), discordPathText(command)] as const);
  return new Map(names.filter(([game, discord]) => game !== discord));
}

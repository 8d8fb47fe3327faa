import {
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from "discord.js";
import type { Command } from "../../command.ts";
import { type DiscordPath, discordPath } from "../command-paths.ts";
import { commandOptions, described } from "./command-options.ts";

/** What a command of Discord's or a group is for that is made of several of ours. */
const gathered: Readonly<Record<string, string>> = {
  tank: "All else of the game: what it says, what it measures, what a host may do.",
  pitch: "One pitch or all of them: show, change, hand in code.",
  vote: "Your own ballot.",
  host: "For who hosts the round.",
};

/** The game's commands as Discord's: everybody sees them, in servers and in direct messages with the bot. */
export function discordCommands(
  commands: readonly Command[],
): readonly RESTPostAPIChatInputApplicationCommandsJSONBody[] {
  const placed = commands.map((command) => ({ command, path: discordPath(command) }));
  const names = [...new Set(placed.map(({ path }) => path.name))];
  return names.map((name) => {
    const own = placed.filter(({ path }) => path.name === name);
    const alone = own.find(({ path }) => path.word === null);
    return {
      type: ApplicationCommandType.ChatInput,
      name,
      description: alone ? described(alone.command.description) : (gathered[name] ?? name),
      options: alone ? commandOptions(alone.command) : subcommands(own),
      default_member_permissions: null,
      contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
      integration_types: [ApplicationIntegrationType.GuildInstall],
    };
  });
}

interface Placed {
  readonly command: Command;
  readonly path: DiscordPath;
}

function subcommands(placed: readonly Placed[]) {
  const groups = [...new Set(placed.flatMap(({ path }) => path.group ?? []))];
  return [
    ...placed.filter(({ path }) => path.group === null).map(subcommand),
    ...groups.map((name) => ({
      type: ApplicationCommandOptionType.SubcommandGroup as const,
      name,
      description: gathered[name] ?? name,
      options: placed.filter(({ path }) => path.group === name).map(subcommand),
    })),
  ];
}

function subcommand({ command, path }: Placed): APIApplicationCommandSubcommandOption {
  return {
    type: ApplicationCommandOptionType.Subcommand,
    name: path.word ?? path.name,
    description: described(command.description),
    options: commandOptions(command),
  };
}

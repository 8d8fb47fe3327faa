import { type APIApplicationCommand, type REST, Routes } from "discord.js";
import type { Command } from "../../command.ts";
import type { DiscordIdentity } from "../identify.ts";
import { discordCommands } from "./discord-commands.ts";
import { sameCommands } from "./same-commands.ts";

/**
 * Registers the game's commands where they have changed since: in one server, where they are there at once, or in every
 * one that lets the bot in. What an earlier start left in the other of the two is taken away, so that none stands twice.
 */
export async function registerCommands(
  rest: REST,
  { applicationId, guild }: Pick<DiscordIdentity, "applicationId" | "guild">,
  commands: readonly Command[],
): Promise<void> {
  const wanted = discordCommands(commands);
  const everywhere = Routes.applicationCommands(applicationId);
  const here = guild === null ? everywhere : Routes.applicationGuildCommands(applicationId, guild);
  const registered = (await rest.get(here)) as readonly APIApplicationCommand[];
  if (!sameCommands(registered, wanted)) await rest.put(here, { body: wanted });
  if (guild === null) return;
  const others = (await rest.get(everywhere)) as readonly APIApplicationCommand[];
  if (others.length > 0) await rest.put(everywhere, { body: [] });
}

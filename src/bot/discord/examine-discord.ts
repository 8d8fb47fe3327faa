import { discordClients } from "./discord-clients.ts";
import type { DiscordSettings } from "./discord-settings.ts";
import { identify } from "./identify.ts";

/** Whether Discord takes the bot's token, and lets it in where it is to play. @throws UserError that names the setting */
export async function examineDiscord(settings: DiscordSettings): Promise<string> {
  const { name, guild, invite } = await identify(discordClients(settings).answering, settings);
  const where = guild === null ? "commands stand in every server that lets it in" : `it is in the server ${guild}`;
  return `the token belongs to ${name}, and ${where}; to let it in: ${invite}`;
}

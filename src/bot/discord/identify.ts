import { type APIApplication, type APIChannel, type APIUser, type REST, Routes } from "discord.js";
import { UserError } from "../../rounds/user-error.ts";
import { discordFailure } from "./discord-failure.ts";
import type { DiscordSettings } from "./discord-settings.ts";
import { inviteLink } from "./invite.ts";

const page = "docs/discord.md explains each setting.";

/** Who the bot is on Discord. */
export interface DiscordIdentity {
  readonly applicationId: string;
  readonly botUserId: string;
  readonly name: string;
  /** The server that the configured channel, or the configuration, names; null: any that lets it in. */
  readonly guild: string | null;
  readonly invite: string;
}

/**
 * Asks Discord who we are, before anything else is started.
 * @throws UserError for a token, a server or a channel that can't work, naming the setting
 */
export async function identify(rest: REST, { guild, channel }: DiscordSettings): Promise<DiscordIdentity> {
  const user = (await rest.get(Routes.user()).catch(refuseToken)) as APIUser;
  const application = (await rest.get(Routes.currentApplication()).catch(refuseToken)) as APIApplication;
  const invite = inviteLink(application.id);
  const found = channel === null ? null : await guildOf(rest, channel, invite);
  if (found !== null && guild !== null && found !== guild) {
    throw new UserError(
      "discord-guild",
      `The channel ${channel} is in the server ${found}, and config/tank.yml names the server ${guild}.`,
      "Name them to match under discord: in config/tank.yml; the channel alone is enough.",
    );
  }
  if (guild !== null) {
    await rest.get(Routes.guild(guild)).catch(refuseGuild(guild, invite));
  }
  return {
    applicationId: application.id,
    botUserId: user.id,
    name: application.name,
    guild: found ?? guild,
    invite,
  };
}

async function guildOf(rest: REST, channel: string, invite: string): Promise<string> {
  const found = (await rest.get(Routes.channel(channel)).catch((error: unknown) => {
    const failure = discordFailure(error);
    if (failure?.kind !== "place") throw away(error);
    throw new UserError(
      "discord-channel",
      `The bot can't see the channel ${channel} that config/tank.yml names.`,
      `Let it in with ${invite}, give it the channel, or name another one under discord:. ${page}`,
      { cause: error },
    );
  })) as APIChannel;
  if ("guild_id" in found && found.guild_id !== undefined) return found.guild_id;
  throw new UserError("discord-channel", `The channel ${channel} is in no server.`, `Name a server's channel. ${page}`);
}

function refuseGuild(guild: string, invite: string): (error: unknown) => never {
  return (error) => {
    const failure = discordFailure(error);
    if (failure?.kind !== "place") throw away(error);
    throw new UserError(
      "discord-guild",
      `The bot is not in the server ${guild} that config/tank.yml names.`,
      `Let it in with ${invite}. ${page}`,
      { cause: error },
    );
  };
}

function refuseToken(error: unknown): never {
  const failure = discordFailure(error);
  if (failure?.kind === "account") {
    throw new UserError("discord-token", `Discord refuses DISCORD_TOKEN: ${failure.says}.`, page, { cause: error });
  }
  throw away(error);
}

function away(error: unknown): unknown {
  if (discordFailure(error)?.kind !== "later") return error;
  return new UserError(
    "discord-away",
    "Discord did not answer.",
    `Check the network and discordstatus.com, and start again; DISCORD_API_URL, if it is set, has to be right. ${page}`,
    { cause: error },
  );
}

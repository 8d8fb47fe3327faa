import { randomBytes } from "node:crypto";
import {
  type APIBaseInteraction,
  ApplicationIntegrationType,
  InteractionContextType,
  type InteractionType,
  Locale,
} from "discord-api-types/v10";
import { channelPayload } from "../payloads/channels.ts";
import { callerPayload, userPayload } from "../payloads/people.ts";
import { channelPermissions } from "../permissions.ts";
import type { Channel, User, World } from "../world.ts";

/** What every interaction carries: where, who, what they and the bot may do there, and the token to answer with. */
export function interactionBase<Type extends InteractionType>(
  world: World,
  type: Type,
  channel: Channel,
  person: User,
) {
  const id = world.newId();
  const common = {
    id,
    application_id: world.appId,
    type,
    token: `aW50ZXJhY3Rpb246${randomBytes(96).toString("base64url")}`,
    version: 1 as const,
    channel_id: channel.id,
    channel: channelPayload(world, channel),
    app_permissions: String(channelPermissions(world, channel, world.botId)),
    locale: Locale.EnglishUS,
    entitlements: [],
    attachment_size_limit: 10 * 1024 * 1024,
  } satisfies Partial<APIBaseInteraction<Type, unknown>>;
  return { ...common, ...callerIn(world, channel, person) };
}

function callerIn(world: World, channel: Channel, person: User) {
  const guild = channel.guildId === null ? undefined : world.guilds.get(channel.guildId);
  const member = guild?.members.get(person.id);
  if (guild === undefined || member === undefined) {
    return {
      user: userPayload(person),
      context: InteractionContextType.BotDM,
      authorizing_integration_owners: { [ApplicationIntegrationType.GuildInstall]: "0" },
    };
  }
  return {
    guild_id: guild.id,
    guild: { id: guild.id, locale: Locale.EnglishUS, features: [] },
    guild_locale: Locale.EnglishUS,
    member: callerPayload(world, member, channelPermissions(world, channel, person.id)),
    context: InteractionContextType.Guild,
    authorizing_integration_owners: { [ApplicationIntegrationType.GuildInstall]: guild.id },
  };
}

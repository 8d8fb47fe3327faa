import {
  type APIGuild,
  ChannelType,
  type GatewayGuildCreateDispatchData,
  GuildDefaultMessageNotifications,
  GuildExplicitContentFilter,
  GuildMFALevel,
  GuildNSFWLevel,
  GuildPremiumTier,
  GuildVerificationLevel,
  Locale,
} from "discord-api-types/v10";
import { may } from "../permissions.ts";
import type { Guild, World } from "../world.ts";
import { type ChannelPayload, channelPayload, type TextChannelPayload, type ThreadPayload } from "./channels.ts";
import { noFlags } from "./no-flags.ts";
import { memberPayload, rolePayload } from "./people.ts";

export function guildPayload({ id, name, ownerId, roles }: Guild): APIGuild {
  return {
    id,
    name,
    owner_id: ownerId,
    roles: [...roles.values()].map(rolePayload),
    icon: null,
    splash: null,
    discovery_splash: null,
    banner: null,
    description: null,
    afk_channel_id: null,
    afk_timeout: 300,
    verification_level: GuildVerificationLevel.None,
    default_message_notifications: GuildDefaultMessageNotifications.OnlyMentions,
    explicit_content_filter: GuildExplicitContentFilter.Disabled,
    emojis: [],
    stickers: [],
    features: [],
    mfa_level: GuildMFALevel.None,
    application_id: null,
    system_channel_id: null,
    system_channel_flags: noFlags,
    rules_channel_id: null,
    vanity_url_code: null,
    premium_tier: GuildPremiumTier.None,
    preferred_locale: Locale.EnglishUS,
    public_updates_channel_id: null,
    nsfw_level: GuildNSFWLevel.Default,
    premium_progress_bar_enabled: false,
    hub_type: null,
    safety_alerts_channel_id: null,
    incidents_data: null,
    region: "deprecated",
  };
}

/** What a bot learns of a server at its start: only the channels that it sees, and of members itself alone. */
export function guildCreated(world: World, guild: Guild): GatewayGuildCreateDispatchData {
  const seen = [...world.channels.values()].filter(
    (channel) => channel.guildId === guild.id && may(world, channel, world.botId, "ViewChannel"),
  );
  const payloads = seen.filter(({ archived }) => !archived).map((channel) => channelPayload(world, channel));
  const bot = guild.members.get(world.botId);
  return {
    ...guildPayload(guild),
    joined_at: bot?.joinedAt ?? world.clock.nowText(),
    large: false,
    member_count: guild.members.size,
    members: bot === undefined ? [] : [memberPayload(world, bot)],
    channels: payloads.filter(isText),
    threads: payloads.filter(isThread),
    voice_states: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}

const isText = (channel: ChannelPayload): channel is TextChannelPayload => channel.type === ChannelType.GuildText;
const isThread = (channel: ChannelPayload): channel is ThreadPayload => channel.type === ChannelType.PublicThread;

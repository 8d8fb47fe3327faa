import { OverwriteType, PermissionFlagsBits } from "discord-api-types/v10";
import type { Channel, Guild, World } from "./world.ts";

export type PermissionName = keyof typeof PermissionFlagsBits;

export function bitsOf(names: readonly PermissionName[]): bigint {
  return names.reduce((bits, name) => bits | PermissionFlagsBits[name], 0n);
}

/** What a new server lets everybody do, as far as it matters to a bot; calling everyone is part of it. */
export const everybodysPermissions: readonly PermissionName[] = [
  "ViewChannel",
  "SendMessages",
  "EmbedLinks",
  "AttachFiles",
  "ReadMessageHistory",
  "MentionEveryone",
  "AddReactions",
  "UseExternalEmojis",
  "UseApplicationCommands",
  "CreatePublicThreads",
  "SendMessagesInThreads",
];

const everything = Object.values(PermissionFlagsBits).reduce((bits, bit) => bits | bit, 0n);
const whatDirectChannelsAllow = bitsOf([
  "ViewChannel",
  "SendMessages",
  "EmbedLinks",
  "AttachFiles",
  "ReadMessageHistory",
]);

/** What somebody may do in a server as a whole. */
export function guildPermissions(guild: Guild, userId: string): bigint {
  const member = guild.members.get(userId);
  if (member === undefined) return 0n;
  if (guild.ownerId === userId) return everything;
  const roles = [guild.id, ...member.roles].map((id) => guild.roles.get(id)?.permissions ?? 0n);
  const bits = roles.reduce((all, role) => all | role, 0n);
  return (bits & PermissionFlagsBits.Administrator) === 0n ? bits : everything;
}

/** What somebody may do in a channel; a thread has its parent's permissions. */
export function channelPermissions(world: World, channel: Channel, userId: string): bigint {
  if (channel.guildId === null) return channel.recipientIds.has(userId) ? whatDirectChannelsAllow : 0n;
  const guild = world.guilds.get(channel.guildId);
  const member = guild?.members.get(userId);
  if (guild === undefined || member === undefined) return 0n;
  const base = guildPermissions(guild, userId);
  if (base === everything) return base;
  const place = channel.parentId === null ? channel : (world.channels.get(channel.parentId) ?? channel);
  const applies = [...place.overwrites.values()].filter(({ id }) => [guild.id, userId, ...member.roles].includes(id));
  const layers = [
    applies.filter(({ id }) => id === guild.id),
    applies.filter(({ id, type }) => type === OverwriteType.Role && id !== guild.id),
    applies.filter(({ type }) => type === OverwriteType.Member),
  ];
  const bits = layers.reduce((all, layer) => {
    const deny = layer.reduce((some, one) => some | one.deny, 0n);
    const allow = layer.reduce((some, one) => some | one.allow, 0n);
    return (all & ~deny) | allow;
  }, base);
  return (bits & PermissionFlagsBits.ViewChannel) === 0n ? 0n : bits;
}

export function may(world: World, channel: Channel, userId: string, ...names: readonly PermissionName[]): boolean {
  const wanted = bitsOf(names);
  return (channelPermissions(world, channel, userId) & wanted) === wanted;
}

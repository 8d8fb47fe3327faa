import { PermissionFlagsBits } from "discord.js";

/** What the bot may do where it is let in, each with its reason; docs/discord.md shows them. */
export const botPermissions = {
  ViewChannel: "it plays in a channel",
  SendMessages: "it tells of rounds and verdicts",
  SendMessagesInThreads: "a round's pitches, questions and tally stand in its thread",
  CreatePublicThreads: "each round has a thread",
  EmbedLinks: "cards are embeds",
  AttachFiles: "charts and logs are files",
  ReadMessageHistory: "before it posts again after a failure, it looks what is there",
} as const satisfies Partial<Record<keyof typeof PermissionFlagsBits, string>>;

type BotPermission = keyof typeof botPermissions;

/** The address with which an admin lets the bot in, with the least that it needs. */
export function inviteLink(applicationId: string): string {
  const names = Object.keys(botPermissions) as BotPermission[];
  const bits = names.reduce((sum, name) => sum | PermissionFlagsBits[name], 0n);
  const query = new URLSearchParams({
    client_id: applicationId,
    scope: "bot applications.commands",
    permissions: `${bits}`,
  });
  return `https://discord.com/oauth2/authorize?${query}`;
}

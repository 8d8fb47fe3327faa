import { z } from "zod";
import type { Variables } from "../secrets.ts";

/** How the bot reaches Discord. */
export interface DiscordSettings {
  readonly token: string;
  /** Discord's own, or a server of one's own: the address below which its versions stand. */
  readonly apiUrl: string;
  /** The server whose commands these are; null: commands stand in every server that lets the bot in. */
  readonly guild: string | null;
  /** The channel that the season plays in; null: where a host first opens a round. */
  readonly channel: string | null;
}

const snowflake = z.string().regex(/^\d{15,20}$/, 'use the id, in quotes: Developer Mode on, then "Copy ID"');

/** The keys of config/tank.yml about Discord. */
export const discordKeys = z.strictObject({ guild: snowflake.optional(), channel: snowflake.optional() });
export type DiscordKeys = z.infer<typeof discordKeys>;

const realApi = "https://discord.com/api";

/** What is missing or can't be right, each as half a sentence that names its variable; never a secret itself. */
export function discordFaults({ DISCORD_TOKEN: token, DISCORD_API_URL: api }: Variables): readonly string[] {
  const looks = 'it is the one under "Bot" of your application, with two dots in it, and not the client secret';
  return [
    ...(token ? [] : ["DISCORD_TOKEN is not set"]),
    ...(token && !/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token) ? [`DISCORD_TOKEN can't be a bot's token: ${looks}`] : []),
    ...(api && !URL.canParse(api) ? ["DISCORD_API_URL is no address"] : []),
  ];
}

/** @returns null where `discordFaults` finds any */
export function discordSettings(variables: Variables, { guild, channel }: DiscordKeys): DiscordSettings | null {
  if (discordFaults(variables).length > 0) return null;
  const { DISCORD_TOKEN: token = "", DISCORD_API_URL: api } = variables;
  return { token, apiUrl: (api || realApi).replace(/\/+$/, ""), guild: guild ?? null, channel: channel ?? null };
}

import { type GatewayDispatchPayload, GatewayIntentBits } from "discord-api-types/v10";

/** An event without the number that each session gives it. */
export type Dispatch = GatewayDispatchPayload extends infer Payload
  ? Payload extends { readonly t: infer Name; readonly d: infer Data }
    ? { readonly t: `${Name & string}`; readonly d: Data }
    : never
  : never;

const { Guilds, GuildMessages, DirectMessages } = GatewayIntentBits;

/** The intent without which an event isn't sent; interactions need none. */
export function intentFor({ t, d }: Dispatch): number {
  if (t.startsWith("MESSAGE_")) return d !== undefined && "guild_id" in d ? GuildMessages : DirectMessages;
  return /^(GUILD|CHANNEL|THREAD)_/.test(t) ? Guilds : 0;
}

/** Intents that an app must be granted: members, presences, what messages hold. */
export const privilegedIntents =
  GatewayIntentBits.GuildMembers | GatewayIntentBits.GuildPresences | GatewayIntentBits.MessageContent;

export const everyIntent = Object.values(GatewayIntentBits)
  .filter((bit) => typeof bit === "number")
  .reduce((all, bit) => all | bit, 0);

import { type APIInteraction, Client, Events, GatewayCloseCodes, GatewayDispatchEvents } from "discord.js";
import type { Logger } from "pino";
import { UserError } from "../../rounds/user-error.ts";
import type { DiscordSettings } from "./discord-settings.ts";

const page = "docs/discord.md explains it.";

/** Close codes after which Discord would only refuse us again. */
const fatal: Readonly<Record<number, string>> = {
  [GatewayCloseCodes.AuthenticationFailed]:
    'it does not know DISCORD_TOKEN any more; take the new one under "Bot" of your application',
  [GatewayCloseCodes.InvalidShard]: "the shard is none of its",
  [GatewayCloseCodes.ShardingRequired]: "the bot is in too many servers for one connection",
  [GatewayCloseCodes.InvalidAPIVersion]: "it no longer speaks this version of its API; a newer Shark Tank does",
  [GatewayCloseCodes.InvalidIntents]: "it does not know the intents that the bot asks for",
  [GatewayCloseCodes.DisallowedIntents]: "the application may not have the intents that the bot asks for",
};

export interface GatewayOptions {
  readonly onInteraction: (interaction: APIInteraction) => void;
  readonly onFatal: (error: UserError) => void;
  readonly log: Logger;
}

/**
 * Opens the gateway. No intents: what people do with the bot comes to it without any, and nothing else is its business.
 * @throws UserError where Discord shuts the door
 */
export async function openGateway(
  { token, apiUrl }: DiscordSettings,
  { onInteraction, onFatal, log }: GatewayOptions,
): Promise<AsyncDisposable> {
  const client = new Client({ intents: [], rest: { api: apiUrl, version: "10" } });
  client.on(Events.Error, (error) => log.warn({ err: error }, "discord-error"));
  client.on(Events.ShardError, (error) => log.warn({ err: error }, "discord-socket-error"));
  client.on(Events.ShardReconnecting, () => log.info("discord-reconnects"));
  client.on(Events.ShardResume, (_, replayed) => log.info({ replayed }, "discord-resumed"));
  client.ws.on(GatewayDispatchEvents.InteractionCreate, (interaction: APIInteraction) => onInteraction(interaction));
  const refused = Promise.withResolvers<never>();
  refused.promise.catch(() => undefined);
  client.on(Events.ShardDisconnect, ({ code }) => {
    const why = fatal[code];
    if (why === undefined) return;
    const error = new UserError("discord-shut", `Discord closed the connection: ${why}.`, page);
    refused.reject(error);
    onFatal(error);
  });
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
  try {
    await Promise.race([Promise.all([client.login(token), ready]), refused.promise]);
  } catch (error) {
    await client.destroy();
    throw error;
  }
  return {
    async [Symbol.asyncDispose]() {
      await client.destroy();
    },
  };
}

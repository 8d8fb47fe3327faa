import { REST } from "discord.js";
import type { DiscordSettings } from "./discord-settings.ts";

/** Discord answers within a second or two; what takes longer may have been accepted all the same. */
const longestCallMs = 10_000;

export interface DiscordClients {
  /** For what is owed to a channel: never tries again by itself, and looks first what is there. */
  readonly announcing: REST;
  /** For what somebody waits for now. */
  readonly answering: REST;
  /** For interactions, which need no token and count against none of the bot's limits. */
  readonly interacting: REST;
}

export function discordClients({ token, apiUrl }: DiscordSettings): DiscordClients {
  const client = (retries: number, options: ConstructorParameters<typeof REST>[0] = {}) =>
    new REST({ api: apiUrl, version: "10", timeout: longestCallMs, retries, ...options }).setToken(token);
  return {
    // A limit is waited out by whoever delivers, so that a channel's wait is everybody's to see.
    announcing: client(0, { rejectOnRateLimit: () => true }),
    answering: client(2),
    interacting: client(2, { globalRequestsPerSecond: Number.MAX_SAFE_INTEGER }),
  };
}

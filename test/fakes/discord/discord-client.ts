import { Client, type ClientOptions, GatewayIntentBits } from "discord.js";
import type { FakeDiscord } from "./fake-discord.ts";

/** The real client, pointed at a fake Discord. */
export function clientFor(discord: FakeDiscord, options: Partial<ClientOptions> = {}): Client {
  const { rest, ...others } = options;
  const origin = discord.apiUrl.replace(/\/api$/, "");
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    rest: { api: discord.apiUrl, cdn: origin, mediaProxy: origin, version: "10", retries: 0, offset: 0, ...rest },
    ...others,
  });
  client.on("error", () => undefined);
  return client;
}

/** The client, logged in and with its servers at hand. */
export async function readyClient(discord: FakeDiscord, options: Partial<ClientOptions> = {}): Promise<Client<true>> {
  const client = clientFor(discord, options);
  const ready = Promise.withResolvers<Client<true>>();
  client.once("clientReady", ready.resolve);
  await client.login(discord.token);
  return ready.promise;
}

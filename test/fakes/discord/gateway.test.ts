import { GatewayIntentBits } from "discord.js";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { clientFor, readyClient } from "./discord-client.ts";
import { type FakeDiscord, startFakeDiscord } from "./fake-discord.ts";
import { tankCommand } from "./sample-command.ts";

let discord: FakeDiscord;
let ada: { readonly id: string };
let channel: { readonly id: string };

beforeEach(async () => {
  discord = await startFakeDiscord({ heartbeatIntervalMs: 300 });
  discord.addGuild();
  ada = discord.addUser({ name: "ada" });
  channel = discord.addChannel({ name: "kernels" });
});
afterEach(() => discord[Symbol.asyncDispose]());

describe("the gateway", () => {
  it("replays to a resumed session what happened while its socket was cut", async () => {
    const client = await readyClient(discord);
    await client.application.commands.set([tankCommand]);
    client.on("interactionCreate", (interaction) => {
      if (interaction.isChatInputCommand()) void interaction.reply("here");
    });
    discord.cutSockets();
    await discord.until(() => discord.openSockets() === 0);
    await discord.slash({ user: ada, channel, path: ["tank", "me"] });
    expect(discord.messages(channel)).toMatchObject([{ content: "here" }]);
    expect([discord.identifies(), discord.resumes()]).toEqual([1, 1]);
    await client.destroy();
  });

  it("asks to reconnect, and lets the session go on", async () => {
    const client = await readyClient(discord);
    discord.askToReconnect();
    await discord.until(() => discord.resumes() === 1);
    expect(discord.openSockets()).toBe(1);
    await client.destroy();
    await discord.until(() => discord.openSockets() === 0);
  });

  it("seems dead without heartbeats' answers, so that the client comes again", async () => {
    const client = await readyClient(discord);
    discord.deafenGateway(true);
    await discord.until(() => discord.openSockets() === 0);
    discord.deafenGateway(false);
    await discord.until(() => discord.resumes() > 0);
    await client.destroy();
  });

  it("refuses sockets while it is shut, and takes them again", async () => {
    const client = await readyClient(discord);
    discord.shutGateway(true);
    discord.cutSockets();
    await discord.until(() => discord.openSockets() === 0);
    discord.shutGateway(false);
    await discord.until(() => discord.openSockets() === 1);
    await client.destroy();
  });

  it.each([
    [4004, "a wrong token", {}, "x.y.z"],
    [4014, "an intent that the app hasn't", { intents: [GatewayIntentBits.MessageContent] }, undefined],
  ])("closes for good with %i for %s", async (code, _what, options, token) => {
    const client = clientFor(discord, options);
    const failed = Promise.withResolvers<Error>();
    client.on("error", failed.resolve);
    client.on("shardError", failed.resolve);
    client.on("shardDisconnect", () => failed.resolve(new Error("disconnected")));
    if (token !== undefined) {
      await expect(client.login(token)).rejects.toThrow("invalid token");
      expect(discord.calls.at(-1)).toMatchObject({ status: 401 });
      return;
    }
    const login = client.login(discord.token).catch(failed.resolve);
    await Promise.race([failed.promise, login]);
    await discord.until(() => discord.closes().includes(code));
    expect(discord.openSockets()).toBe(0);
    await client.destroy();
  });

  it("keeps from a bot what people write", async () => {
    const { Guilds, GuildMessages } = GatewayIntentBits;
    const client = await readyClient(discord, { intents: [Guilds, GuildMessages] });
    const heard = Promise.withResolvers<string>();
    client.once("messageCreate", (message) => heard.resolve(message.content));
    discord.say({ user: ada, channel, content: "secret" });
    expect(await heard.promise).toBe("");
    await client.destroy();
  });
});

import { ChannelType, type Client, type TextChannel, ThreadAutoArchiveDuration } from "discord.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readyClient } from "./discord-client.ts";
import { type FakeDiscord, startFakeDiscord } from "./fake-discord.ts";

let discord: FakeDiscord;
let client: Client<true>;
let ada: { readonly id: string };
let guild: { readonly id: string };
let channel: TextChannel;

beforeAll(async () => {
  discord = await startFakeDiscord();
  guild = discord.addGuild();
  ada = discord.addUser({ name: "ada", globalName: "Ada", nick: "Ada L." });
  const { id } = discord.addChannel({ name: "kernels", deny: ["AttachFiles"] });
  client = await readyClient(discord, { allowedMentions: { parse: [] }, enforceNonce: true });
  const found = await client.channels.fetch(id);
  if (found?.type !== ChannelType.GuildText) throw new Error("no text channel");
  channel = found;
});
afterAll(async () => {
  await client.destroy();
  await discord[Symbol.asyncDispose]();
});

describe("discord.js", () => {
  it("sends, edits, reads and removes messages, under a nonce of its own", async () => {
    const sent = await channel.send({ content: `<@${ada.id}>`, embeds: [{ title: "round 1" }] });
    await sent.edit({ content: "round 1", embeds: [] });
    const [message] = discord.messages(channel.id);
    expect(message).toMatchObject({ content: "round 1", embeds: [], edits: 1, pings: [] });
    expect(message?.nonce).toBeDefined();
    expect((await channel.messages.fetch({ limit: 10, cache: false })).map(({ content }) => content)).toEqual([
      "round 1",
    ]);
    await (await sent.reply("so be it")).delete();
    expect(discord.messages(channel.id)).toHaveLength(1);
    await channel.sendTyping();
  });

  it("starts a thread, and writes into it after it was archived", async () => {
    const sent = await channel.send("round 2");
    const thread = await sent.startThread({ name: "talk", autoArchiveDuration: ThreadAutoArchiveDuration.OneDay });
    expect(thread.id).toBe(sent.id);
    await thread.setArchived(true);
    expect(discord.threadOf(sent)).toMatchObject({ archived: true });
    await thread.send("still here");
    expect(discord.messages(thread.id)).toMatchObject([{ content: "still here" }]);
  });

  it("knows people, and what it may do", async () => {
    const kernels = await client.guilds.fetch(guild.id);
    const member = await kernels.members.fetch(ada.id);
    expect(member.displayName).toBe("Ada L.");
    expect((await client.users.fetch(ada.id)).globalName).toBe("Ada");
    const own = channel.permissionsFor(client.user);
    expect([own?.has("SendMessages"), own?.has("AttachFiles")]).toEqual([true, false]);
    await member.send("psst");
    expect(discord.direct(ada)).toMatchObject([{ content: "psst" }]);
    expect((await client.application.fetch()).id).toBe(discord.appId);
  });
});

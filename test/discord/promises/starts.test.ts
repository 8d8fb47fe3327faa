import { existsSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DiscordBot } from "../discord-bot.ts";
import { textOf } from "../looks.ts";
import { BotHere } from "./bot-here.ts";
import { DiscordScene, twoStrides } from "./discord-scene.ts";

const nowhere = "123456789012345678";

type Variables = Readonly<Record<string, string>>;
type Config = (scene: DiscordScene) => { readonly guild?: string; readonly channel?: string };

const configOf = (discord: object) => JSON.stringify({ discord });

/** What has to be true of each start or run that ends because Discord shuts the door. */
function expectOneClearLine(bot: DiscordBot, { discord }: DiscordScene, secrets: readonly string[] = []): void {
  const said = `${bot.said}${existsSync(`${bot.dataFolder}/tank.log`) ? bot.log : ""}`;
  for (const secret of [discord.token, ...secrets]) expect(said).not.toContain(secret);
  expect(bot.said).not.toMatch(/\n {4}at /);
}

/** Starts a bot that can't work, and returns what it said. */
async function refusedStart(scene: DiscordScene, variables: Variables, config: Config = () => ({})) {
  const before = scene.discord.calls.length;
  await using bot = new DiscordBot(scene.discord, { season: scene.season, config: configOf(config(scene)) });
  expect(await bot.ends(variables)).toBe(1);
  const tokens = Object.entries(variables).flatMap(([name, value]) =>
    name === "DISCORD_TOKEN" && value ? [value] : [],
  );
  expectOneClearLine(bot, scene, tokens);
  expect(bot.said.trim().split("\n").length).toBeLessThanOrEqual(2);
  expect(scene.discord.calls.slice(before).length).toBeLessThanOrEqual(5);
  expect(scene.discord.identifies()).toBe(0);
  return bot.said;
}

describe("R13: a start that can't work ends with a clear line", () => {
  let scene: DiscordScene;
  beforeAll(async () => {
    scene = await DiscordScene.open();
  });
  afterAll(() => scene[Symbol.asyncDispose]());

  it.for<readonly [string, Variables, Config, RegExp]>([
    [
      "a token that Discord does not know",
      { DISCORD_TOKEN: "MTIzNDU2Nzg5.wrong0.abcdefghij" },
      () => ({}),
      /DISCORD_TOKEN.*docs\/discord\.md/s,
    ],
    ["no token", { DISCORD_TOKEN: "" }, () => ({}), /DISCORD_TOKEN is not set.*docs\/discord\.md/s],
    [
      "something that is no token",
      { DISCORD_TOKEN: "clientsecretclientsecret" },
      () => ({}),
      /DISCORD_TOKEN.*docs\/discord\.md/s,
    ],
    [
      "a Discord that is away",
      { DISCORD_API_URL: "http://127.0.0.1:9/api" },
      () => ({}),
      /Discord did not answer.*DISCORD_API_URL.*docs\/discord\.md/s,
    ],
    [
      "a channel that there is not",
      {},
      () => ({ channel: nowhere }),
      new RegExp(`can't see the channel ${nowhere}.*tank\\.yml.*docs/discord\\.md`, "s"),
    ],
    [
      "a channel that the bot can't see",
      {},
      ({ discord }) => ({ channel: discord.addChannel({ name: "private", deny: ["ViewChannel"] }).id }),
      /can't see the channel \d+ that config\/tank\.yml names.*docs\/discord\.md/s,
    ],
    [
      "a server that the bot is not in",
      {},
      ({ discord }) => ({ guild: discord.addGuild({ name: "Others", hasBot: false }).id }),
      /not in the server \d+ that config\/tank\.yml names.*docs\/discord\.md/s,
    ],
    [
      "a channel of another server",
      {},
      ({ discord, channel }) => ({ guild: discord.addGuild({ name: "Second" }).id, channel: channel.id }),
      /is in the server \d+, and config\/tank\.yml names the server \d+/s,
    ],
  ])("with %s", async ([, variables, config, says]) => {
    expect(await refusedStart(scene, variables, config)).toMatch(says);
  });
});

describe("R13: a door that Discord shuts", () => {
  it.each([
    [4004, /DISCORD_TOKEN.*docs\/discord\.md/s],
    [4014, /intents.*docs\/discord\.md/s],
  ])("with %i in mid-run ends it with a clear line, and it knocks no more", async (code, says) => {
    await using scene = await DiscordScene.open();
    const { discord } = scene;
    await using bot = new DiscordBot(discord, { season: scene.season });
    await bot.start();
    await discord.until(() => discord.openSockets() === 1);
    discord.closeSockets(code);
    expect(await bot.ended()).toBe(1);
    expect(bot.said).toMatch(says);
    expect([discord.identifies(), discord.resumes()]).toEqual([1, 0]);
    expectOneClearLine(bot, scene);
  });

  it.each([
    [4004, /DISCORD_TOKEN.*docs\/discord\.md/s],
    [4014, /intents.*docs\/discord\.md/s],
  ])("with %i at start ends it with a clear line, and it knocks no more", async (code, says) => {
    await using scene = await DiscordScene.open();
    const { discord } = scene;
    discord.refuseIdentify(code);
    await using bot = new DiscordBot(discord, { season: scene.season });
    expect(await bot.ends({})).toBe(1);
    expect(bot.said).toMatch(says);
    expect(discord.closes()).toEqual([code]);
    expectOneClearLine(bot, scene);
  });
});

describe("R13: permissions that are missing in the channel", () => {
  it.each([
    ["SendMessages", "Send Messages"],
    ["EmbedLinks", "Embed Links"],
    ["CreatePublicThreads", "Create Public Threads"],
    ["ReadMessageHistory", "Read Message History"],
  ] as const)("are told to the host alone, and everything is posted once it is given: %s", async (permission, says) => {
    await using scene = await DiscordScene.open();
    const { discord, channel } = scene;
    discord.deny(channel, permission);
    await using _ = await BotHere.start(scene);
    expect(await scene.type("hanna", "tank host open", { kind: "repair", title: "Mend it" })).toContain("Round 1");
    const told = () => discord.direct(scene.person("hanna")).map(textOf);
    await scene.until(() => told().length > 0);
    expect(await scene.type("ada", "pitch", twoStrides)).toContain("Contestant A");
    const refused = () => discord.calls.filter(({ status }) => status === 403).length;
    const seen = refused();
    await scene.until(() => refused() > seen);
    expect(told()).toEqual([expect.stringContaining(says)]);
    discord.deny(channel);
    await scene.until(() => scene.reply("Contestant A") !== undefined);
    expect(scene.titles()).toEqual([expect.stringContaining("Mend it")]);
    expect(scene.refs()).toEqual([...new Set(scene.refs())]);
    expect(told()).toHaveLength(1);
  });
});

describe("the command table", () => {
  it("is registered at the first start, and again only when it has changed", async () => {
    await using scene = await DiscordScene.open();
    const { discord } = scene;
    const registering = () => discord.calls.filter(({ route }) => /^PUT .*\/commands$/.test(route));
    const startAndStop = async () => {
      await using _ = await BotHere.start(scene);
    };
    await startAndStop();
    expect(registering()).toHaveLength(1);
    await startAndStop();
    expect(registering()).toHaveLength(1);
    const changed = [{ name: "tank", description: "What an older bot had registered." }];
    const answer = await fetch(`${discord.apiUrl}/v10/applications/${discord.appId}/commands`, {
      method: "PUT",
      headers: {
        authorization: `Bot ${discord.token}`,
        "content-type": "application/json",
        "user-agent": "DiscordBot (https://example.com, 1)",
      },
      body: JSON.stringify(changed),
    });
    expect(answer.status).toBe(200);
    await startAndStop();
    expect(registering()).toHaveLength(3);
    await using _ = await BotHere.start(scene);
    expect(registering()).toHaveLength(3);
    expect(await scene.type("ada", "tank status")).toContain("round");
  });
});

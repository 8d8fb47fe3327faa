import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { refFor } from "../../../src/bot/discord/messages/ref.ts";
import { ChatLine } from "../../chat/chat-line.ts";
import { measuringMs } from "../../chat/short-season.ts";
import { textOf, titleOf } from "../looks.ts";
import { BotHere, type RunningBot } from "./bot-here.ts";
import { DiscordScene, twoStrides } from "./discord-scene.ts";

let scene: DiscordScene;
let line: ChatLine;
let bot: RunningBot;

beforeAll(async () => {
  scene = await DiscordScene.open();
  line = await ChatLine.to(scene.discord.apiUrl);
  bot = await BotHere.start(scene, { apiUrl: line.apiUrl });
});
afterAll(async () => {
  await bot?.[Symbol.asyncDispose]();
  await line?.[Symbol.asyncDispose]();
  await scene?.[Symbol.asyncDispose]();
});

const connected = () => scene.until(() => scene.discord.openSockets() === 1);
const connections = () => [scene.discord.identifies(), scene.discord.resumes()];
const ballots = () => bot.db.selectFrom("ballot").select(["shark", "changes"]).orderBy("shark").execute();

describe("R12: the socket is lost in mid-round", () => {
  it("and resumed: what people did meanwhile is replayed and answered, and ballots stand", {
    timeout: 60_000,
  }, async () => {
    const { discord } = scene;
    await scene.type("hanna", "tank host open", { kind: "repair", voting: "0.5m", title: "Cut off" });
    await scene.until(() => scene.living() !== undefined);
    expect(await scene.type("ada", "pitch", twoStrides)).toContain("Contestant A");
    await scene.type("hanna", "tank host close");
    expect(await scene.type("sue", "vote", { pitch: "A", p: "70" })).toContain("Your ballot is in");
    discord.cutSockets();
    await discord.until(() => discord.openSockets() === 0);
    expect(await scene.type("sid", "vote", { pitch: "none", others: "A=20" })).toContain("Your ballot is in");
    expect(connections()).toEqual([1, 1]);
    const cast = ["sid", "sue"].map((shark) => ({ shark, changes: 0 }));
    expect(await ballots()).toEqual(cast);
    await scene.until(() => scene.lives("2 ballots are in"));
  });

  it("and its session with it: the bot identifies anew, once, and goes on", { timeout: 60_000 }, async () => {
    const { discord } = scene;
    discord.forgetSessions();
    discord.cutSockets();
    await discord.until(() => discord.identifies() === 2);
    await connected();
    expect(await scene.type("sue", "tank status")).toContain("voting");
    discord.invalidate(false);
    await discord.until(() => discord.identifies() === 3);
    await connected();
    expect(await scene.type("sue", "tank status")).toContain("voting");
    expect((await ballots()).map(({ shark }) => shark)).toEqual(["sid", "sue"]);
  });

  it("by Discord's own wish, and resumed", async () => {
    const { discord } = scene;
    const before = connections();
    discord.askToReconnect();
    await discord.until(() => discord.resumes() === (before[1] ?? 0) + 1);
    expect(await scene.type("sue", "tank status")).toContain("Round 1");
    expect(discord.identifies()).toBe(before[0]);
  });

  it("and Discord with it: a deadline and a run are caught up in order, and the living message with them", {
    timeout: 200_000,
  }, async () => {
    const { discord, channel } = scene;
    discord.shutGateway(true);
    line.cut();
    discord.cutSockets();
    const before = discord.messages(channel).length;
    const decided = async () => {
      const { state } = await bot.db.selectFrom("round").select("state").executeTakeFirstOrThrow();
      expect(state).toBe("decided");
    };
    await vi.waitFor(decided, { timeout: measuringMs, interval: 200 });
    expect(discord.openSockets()).toBe(0);
    expect(discord.messages(channel)).toHaveLength(before);
    expect(scene.lives("decided")).toBe(false);

    line.mend();
    discord.shutGateway(false);
    await scene.until(() => scene.refs().includes(refFor("round:1:decided")));
    await scene.until(() => scene.lives("decided"));
    const order = ["opened", "voting", "tally", "decided"].map((kind) => refFor(`round:1:${kind}`));
    const posts = scene.public().toSorted((one, other) => Number(BigInt(one.id) - BigInt(other.id)));
    const told = posts.flatMap((message) => order.filter((ref) => textOf(message).endsWith(ref)));
    expect(told).toEqual(order);
    expect(scene.refs()).toEqual([...new Set(scene.refs())]);
    const verdicts = discord
      .messages(channel)
      .map(titleOf)
      .filter((title) => title.includes("VERDICT ON"));
    expect(verdicts).toEqual([expect.stringContaining("VERDICT ON A, TWO STRIDES: CORRECT")]);
    const cast = ["sid", "sue"].map((shark) => ({ shark, changes: 0 }));
    expect(await ballots()).toEqual(cast);
    await connected();
    expect(await scene.type("sue", "tank me")).toContain("1 stated chance met reality");
  });
});

it("R13: it knocked no more often than it had to, and left neither a secret nor a bug in the log", () => {
  expect(scene.discord.identifies()).toBeLessThanOrEqual(4);
  expect(bot.log).not.toContain(scene.discord.token);
  expect(bot.log).not.toMatch(/command-failed|answer-lost/);
  expect(scene.discord.unanswered()).toEqual([]);
});

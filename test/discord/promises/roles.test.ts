import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BotHere, type RunningBot } from "./bot-here.ts";
import { DiscordScene, twoStrides } from "./discord-scene.ts";

let scene: DiscordScene;
let bot: RunningBot;
let elsewhere: { readonly id: string };

beforeAll(async () => {
  scene = await DiscordScene.open();
  const { discord } = scene;
  const leads = discord.addRole({ name: "leads", guild: scene.guild });
  const makers = discord.addRole({ name: "makers", guild: scene.guild });
  discord.giveRole(scene.person("hanna"), leads);
  discord.giveRole(scene.person("ada"), makers);
  elsewhere = discord.addChannel({ name: "elsewhere" });
  const roles = {
    hosts: [`discord:role:${leads.id}`],
    deputies: [],
    contestants: [`discord:role:${makers.id}`],
    sharks: [`discord:channel:${elsewhere.id}`],
  };
  bot = await BotHere.start(scene, { roles, commandsPerMinute: 20 });
});
afterAll(async () => {
  await bot?.[Symbol.asyncDispose]();
  await scene?.[Symbol.asyncDispose]();
});

describe("R16: roles by the server's roles and channels on Discord", () => {
  it("a role hosts, and nobody else", async () => {
    expect(await scene.type("ada", "tank host open", { kind: "repair" })).toContain("Only a host can open a round");
    const open = { kind: "repair", title: "By their role" };
    expect(await scene.type("hanna", "tank host open", open)).toContain("you are its host");
    await scene.until(() => scene.living() !== undefined);
  });

  it("only contestants pitch, with hosts, and all are told the way", async () => {
    expect(await scene.type("sue", "pitch", twoStrides)).toMatch(/Only named contestants pitch.*config/s);
    expect(await scene.type("ada", "pitch", twoStrides)).toContain("Contestant A");
  });

  it("only sharks vote; a channel that is named makes one of whoever speaks there", async () => {
    expect(await scene.type("hanna", "tank host close")).toContain("Voting is open");
    expect(await scene.type("bob", "vote", { pitch: "A", p: "70" })).toContain("Only named sharks ask and vote here");
    const there = { user: scene.person("bob"), channel: elsewhere, path: ["vote"], options: { pitch: "A", p: "70" } };
    expect(await scene.answered(() => scene.discord.slash(there))).toContain("Your ballot is in");
    expect(await bot.db.selectFrom("ballot").select("shark").execute()).toEqual([{ shark: "bob" }]);
  });

  it("a flood of one person is refused, and others are answered", async () => {
    const said = await Promise.all(Array.from({ length: 30 }, () => scene.type("eve", "tank status")));
    const refused = said.filter((text) => text.includes("more than 20 commands in a minute"));
    expect(refused.length).toBeGreaterThanOrEqual(9);
    expect(await scene.type("sue", "tank status")).toContain("voting");
  });
});

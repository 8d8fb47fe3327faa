import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BotHere, type RunningBot } from "./bot-here.ts";
import { SlackScene } from "./slack-scene.ts";

let scene: SlackScene;
let bot: RunningBot;
let elsewhere: { readonly id: string };

const pitch = '/pitch "Two strides" approach=wild-card reason="all 7 values are right with a stride of 2" stride=2';

beforeAll(async () => {
  scene = await SlackScene.open();
  const leads = scene.slack.setUserGroup([scene.person("hanna")]);
  elsewhere = scene.slack.addChannel({ name: "elsewhere" });
  const roles = {
    hosts: [`slack:${leads.id}`],
    deputies: [],
    contestants: [`slack:${scene.person("ada").id}`],
    sharks: [`slack:${scene.person("sue").id}`, `slack:${elsewhere.id}`],
  };
  bot = await BotHere.start(scene, { roles, commandsPerMinute: 20 });
});
afterAll(async () => {
  await bot?.[Symbol.asyncDispose]();
  await scene?.[Symbol.asyncDispose]();
});

describe("R16: roles by account, group and channel in Slack", () => {
  it("a user group hosts, and nobody else", async () => {
    expect(await scene.type("ada", "/tank open kind=repair")).toContain("Only a host can open a round");
    expect(await scene.type("hanna", '/tank open kind=repair title="By its group"')).toContain("you are its host");
    await scene.until(() => scene.living() !== undefined);
  });

  it("only contestants pitch, with hosts, and all are told the way", async () => {
    expect(await scene.type("sue", pitch)).toMatch(/Only named contestants pitch.*roles: in config\/tank\.yml/s);
    expect(await scene.type("sue", "/tank measure stride=2")).toContain("Only named contestants");
    expect(await scene.type("ada", pitch)).toContain("Contestant A");
  });

  it("only sharks ask and vote; a channel that is named makes one of whoever speaks there", async () => {
    expect(await scene.type("bob", '/tank ask A "Why?"')).toContain("Only named sharks ask and vote here");
    expect(await scene.type("hanna", "/tank close")).toContain("Voting is open");
    expect(await scene.type("bob", "/vote A p=70")).toContain("Only named sharks");
    const there = { user: scene.person("bob"), channel: elsewhere, command: "/vote", text: "A p=70" };
    expect(await scene.answered("bob", () => scene.slack.slash(there))).toContain("Your ballot is in");
    const ballots = await bot.db.selectFrom("ballot").select("shark").execute();
    expect(ballots).toEqual([{ shark: "bob" }]);
  });

  it("a flood of one person is refused, and others are answered", async () => {
    const flood = Array.from({ length: 30 }, () => scene.send("eve", "/tank status"));
    await Promise.all(flood);
    await scene.until(() => scene.answers("eve").length === 30);
    const refused = scene.answers("eve").filter((text) => text.includes("more than 20 commands in a minute"));
    expect(refused.length).toBeGreaterThanOrEqual(9);
    expect(refused[0]).toMatch(/Nothing was done\. Try again in \d+ s/);
    expect(await scene.type("sue", "/tank status")).toContain("voting");
  });
});

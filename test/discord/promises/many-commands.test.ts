import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BotHere, type RunningBot } from "./bot-here.ts";
import { DiscordScene, twoStrides } from "./discord-scene.ts";

let scene: DiscordScene;
let bot: RunningBot;

beforeAll(async () => {
  // How soon is a figure that `npm run bench` prints; here nothing may be lost, however slow the machine is.
  scene = await DiscordScene.open({ answerWithinMs: 60_000 });
  bot = await BotHere.start(scene);
  await scene.type("hanna", "tank host open", { kind: "repair", title: "The rush" });
  expect(await scene.type("ada", "pitch", twoStrides)).toContain("Contestant A");
  expect(await scene.type("hanna", "tank host close")).toContain("Voting is open");
});
afterAll(async () => {
  await bot?.[Symbol.asyncDispose]();
  await scene?.[Symbol.asyncDispose]();
});

const kinds = [
  ["vote", { pitch: "A", p: "70" }, "Your ballot is in"],
  ["vote", { pitch: "none", others: "A=20" }, "Your ballot is in"],
  ["tank status", {}, "voting"],
  ["tank pitch list", {}, "Two strides"],
  ["tank host close", {}, "Only hanna"],
] as const;

describe("R9: 100 commands at once", () => {
  it("are each answered once, by 100 people who have never been here", { timeout: 120_000 }, async () => {
    const people = Array.from({ length: 100 }, (_, index) => `shark-${index}`);
    const kindOf = (index: number) => kinds[index % kinds.length] ?? kinds[0];
    const said = await Promise.all(people.map((name, index) => scene.type(name, kindOf(index)[0], kindOf(index)[1])));
    expect(said).toEqual(people.map((_, index) => expect.stringContaining(kindOf(index)[2])));
    expect(people.map((name) => scene.answers(name).length)).toEqual(people.map(() => 1));
    expect(await scene.type("hanna", "tank status")).toContain("40 ballots are in");
    const cast = await bot.db.selectFrom("ballot").select("shark").execute();
    expect(cast.map(({ shark }) => shark).toSorted()).toEqual(people.filter((_, at) => at % 5 < 2).toSorted());
  });

  it("whose answers Discord is too busy to take at first are given all the same", { timeout: 60_000 }, async () => {
    const answering = "POST /interactions/{interaction_id}/{interaction_token}/callback";
    scene.discord.failNext(answering, { status: 500 }, 5);
    scene.discord.failNext(answering, { status: 429, retryAfterS: 1 }, 5);
    const people = Array.from({ length: 10 }, (_, index) => `shark-${index}`);
    const said = await Promise.all(people.map((name) => scene.type(name, "tank status")));
    expect(said).toEqual(people.map(() => expect.stringContaining("voting")));
  });

  it("leave nobody without an answer, and no error in the log", () => {
    expect(scene.discord.unanswered()).toEqual([]);
    expect(bot.log).not.toMatch(/"level":50|command-failed|answer-lost/);
  });
});

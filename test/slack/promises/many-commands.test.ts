import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inTurns } from "../../../src/bot/chat/listening/in-turns.ts";
import { BotHere, type RunningBot } from "./bot-here.ts";
import { SlackScene } from "./slack-scene.ts";

let scene: SlackScene;
let bot: RunningBot;

beforeAll(async () => {
  // How soon is a figure that `npm run bench` prints; here nothing may be lost, however slow the machine is.
  scene = await SlackScene.open({ ackWithinMs: 60_000 });
  bot = await BotHere.start(scene);
  await scene.type("hanna", '/tank open kind=repair title="The rush"');
  const pitch = '/pitch "Two strides" approach=wild-card reason="all 7 values are right with a stride of 2" stride=2';
  expect(await scene.type("ada", pitch)).toContain("Contestant A");
  expect(await scene.type("hanna", "/tank close")).toContain("Voting is open");
});
afterAll(async () => {
  await bot?.[Symbol.asyncDispose]();
  await scene?.[Symbol.asyncDispose]();
});

const kinds = [
  ["/vote A p=70", "Your ballot is in"],
  ["/vote none A=20", "Your ballot is in"],
  ["/tank status", "voting"],
  ["/tank scoreboard", "Nobody"],
  ["/pitch list", "Two strides"],
  ["/tank nonsense", "✗"],
  ["/tank close", "Only hanna"],
  ["/vote Z p=10", "✗"],
] as const;

describe("R9: 200 commands at once", () => {
  it("are each answered once, by 200 people who have never been here", { timeout: 120_000 }, async () => {
    const people = Array.from({ length: 200 }, (_, index) => `shark-${index}`);
    const kindOf = (index: number) => kinds[index % kinds.length] ?? kinds[0];
    await Promise.all(people.map((name, index) => scene.send(name, kindOf(index)[0])));
    await scene.until(() => people.every((name) => scene.answers(name).length > 0));
    expect(await scene.type("hanna", "/tank status")).toContain("50 ballots are in");
    const said = people.map((name) => scene.answers(name));
    expect(said).toEqual(people.map((_, index) => [expect.stringContaining(kindOf(index)[1])]));
    const ballots = await bot.db.selectFrom("ballot").select("shark").execute();
    expect(ballots.map(({ shark }) => shark).toSorted()).toEqual(people.filter((_, index) => index % 8 < 2).toSorted());
  });

  it("whose answers Slack is too busy to take at first are given all the same", async () => {
    const { slack } = scene;
    slack.failNext("response_url", { status: 500 }, 10);
    slack.failNext("chat.postEphemeral", { status: 429, retryAfterS: 1 }, 10);
    const people = Array.from({ length: 10 }, (_, index) => `shark-${index}`);
    const before = people.map((name) => scene.answers(name).length);
    await Promise.all(people.map((name) => scene.send(name, "/tank status")));
    await scene.until(() => people.every((name, index) => scene.answers(name).length > (before[index] ?? 0)));
    expect(people.map((name) => scene.answers(name).length)).toEqual(before.map((count) => count + 1));
  });

  it("and those of people whom Slack can't name just now, under the name that came with the command", async () => {
    scene.slack.failNext("users.info", { status: 429, retryAfterS: 30 }, 1);
    expect(await scene.type("newcomer", "/vote A p=30")).toContain("Your ballot is in");
    const voted = bot.db.selectFrom("ballot").select("shark").where("shark", "=", "newcomer");
    expect(await voted.execute()).toHaveLength(1);
  });

  it("and of those whom nothing names, with the way out", async () => {
    scene.slack.failNext("users.info", { status: 500 }, 4);
    const mention = { user: scene.person("stranger"), channel: scene.channel, text: "status" };
    const ask = () => scene.answered("stranger", () => scene.slack.mention(mention));
    expect(await ask()).toMatch(/^✗ Slack is too busy.*Try it again/s);
    expect(await ask()).toContain("voting");
  });

  it("run a few at a time, and others have their turn between them", async () => {
    const turn = inTurns(3);
    const seen = { running: 0, most: 0, others: 0 };
    const others = setInterval(() => seen.others++, 0);
    const work = async () => {
      seen.most = Math.max(seen.most, ++seen.running);
      for (let step = 0; step < 100; step++) await Promise.resolve();
      seen.running--;
    };
    const works = Array.from({ length: 60 }, () => turn(work));
    await expect(turn(async () => Promise.reject(new Error("this one fails")))).rejects.toThrow("this one");
    await Promise.all([...works, turn(work)]);
    clearInterval(others);
    expect(seen).toMatchObject({ running: 0, most: 3 });
    expect(seen.others).toBeGreaterThan(0);
  });

  it("leave no error in the log", () => {
    expect(bot.log).not.toMatch(/"level":50|command-failed|answer-lost/);
  });
});

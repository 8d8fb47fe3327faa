import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BotHere, type RunningBot } from "./bot-here.ts";
import { SlackScene } from "./slack-scene.ts";

let scene: SlackScene;
let bot: RunningBot;

beforeAll(async () => {
  scene = await SlackScene.open();
  bot = await BotHere.start(scene);
  const open = { user: scene.person("hanna"), channel: scene.channel, text: 'open kind=repair title="Again"' };
  await Promise.all([scene.slack.mention(open), scene.slack.redeliver(3)]);
  await scene.until(() => scene.thread().length > 0);
  const pitch = '/pitch "Two strides" approach=wild-card reason="all 7 values are right with a stride of 2" stride=2';
  expect(await scene.type("ada", pitch)).toContain("Contestant A");
  await scene.until(() => scene.reply("Contestant A") !== undefined);
});
afterAll(async () => {
  await bot?.[Symbol.asyncDispose]();
  await scene?.[Symbol.asyncDispose]();
});

const ten = Array.from({ length: 10 });
const questions = async () => (await bot.db.selectFrom("question").select("text").execute()).map(({ text }) => text);
const mention = (name: string, text: string) =>
  scene.slack.mention({ user: scene.person(name), channel: scene.channel, text, threadTs: scene.living()?.ts ?? "" });

/** Everything that was sent before has been worked off when this is answered. */
const settled = () => scene.type("hanna", "/tank status");

describe("R10: an event delivered four times", () => {
  it("opens one round, in the channel where it was asked for", async () => {
    await settled();
    expect(scene.titles().slice(1)).toEqual(['Round 1, "Again": pitching']);
    expect(await bot.db.selectFrom("round").select("number").execute()).toHaveLength(1);
  });

  it("has one effect and one answer when it comes again after the answer", async () => {
    const before = scene.answers("sue").length;
    await scene.answered("sue", () => mention("sue", 'ask A "does it hold for 7?"'));
    await scene.slack.redeliver(3);
    await settled();
    expect(await questions()).toEqual(["does it hold for 7?"]);
    expect(scene.answers("sue").length - before).toBe(1);
  });

  it("has one effect and one answer when all four come at once", async () => {
    const before = scene.answers("sid").length;
    await scene.answered("sid", () => Promise.all([mention("sid", 'ask A "all at once?"'), scene.slack.redeliver(3)]));
    await settled();
    expect((await questions()).filter((text) => text === "all at once?")).toHaveLength(1);
    expect(scene.answers("sid").length - before).toBe(1);
  });

  it.each([
    ["a refused command", 'ask Z "who is Z?"', "Z"],
    ["a vote in public", "vote A p=70", "secret"],
  ])("is refused once: %s", async (_, text, says) => {
    const before = scene.answers("sam").length;
    expect(await scene.answered("sam", () => mention("sam", text))).toContain(says);
    await scene.slack.redeliver(3);
    await settled();
    expect(scene.answers("sam").length - before).toBe(1);
  });
});

describe("R10: a button pressed ten times at once", () => {
  it("has one effect: a form, and ten hand-ins of it ask once", async () => {
    await scene.opensForm("sue", () =>
      Promise.all(ten.map(() => scene.press("sue", scene.reply("Contestant A"), "tank:ask:A"))),
    );
    await settled();
    const before = scene.answers("sue").length;
    const { slack } = scene;
    const question = { user: scene.person("sue"), values: { question: "pressed ten times?" } };
    const all = await Promise.all(ten.map(() => slack.submit(question)));
    await settled();
    expect(all.map(({ closed }) => closed)).toEqual(ten.map(() => true));
    expect((await questions()).filter((text) => text === "pressed ten times?")).toHaveLength(1);
    expect(scene.answers("sue").length - before).toBe(1);
  });

  it("demands one proof, whether one form is handed in ten times or ten forms once each", async () => {
    const demand = async () => {
      await scene.opensForm("sid", () => scene.press("sid", scene.reply("Contestant A"), "tank:proof:A"));
      await Promise.all(ten.map(() => scene.slack.submit({ user: scene.person("sid") })));
    };
    await scene.answered("sid", demand);
    await demand();
    await settled();
    expect(await bot.db.selectFrom("proof").select("id").execute()).toHaveLength(1);
  });

  it("casts one ballot", async () => {
    await scene.type("hanna", "/tank close");
    await scene.until(() => scene.living()?.text.includes("voting") ?? false);
    await scene.opensForm("sue", () => Promise.all(ten.map(() => scene.press("sue", scene.living(), "tank:vote"))));
    await settled();
    const before = scene.answers("sue").length;
    const ballot = { user: scene.person("sue"), values: { "chance:A": "64", fund: "A" } };
    await scene.answered("sue", () => Promise.all(ten.map(() => scene.slack.submit(ballot))));
    await settled();
    const cast = await bot.db.selectFrom("ballot").select(["shark", "changes"]).execute();
    expect(cast).toEqual([{ shark: "sue", changes: 0 }]);
    expect(scene.answers("sue").length - before).toBe(1);
  });
});

it("R10: nothing of it was a bug", () => {
  expect(bot.log).not.toMatch(/"level":50|command-failed|answer-lost/);
});

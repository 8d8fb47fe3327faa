import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { main as doCommand } from "../../../src/bot/cli/tank/do.ts";
import type { Fault } from "../../fakes/slack/faults.ts";
import { BotHere, type RunningBot } from "./bot-here.ts";
import { SlackLine } from "./slack-line.ts";
import { keyOf, SlackScene, titleOf } from "./slack-scene.ts";

let scene: SlackScene;
let line: SlackLine;
let bot: RunningBot;
let asked = 0;

beforeAll(async () => {
  scene = await SlackScene.open();
  line = await SlackLine.to(scene.slack.apiUrl);
  bot = await BotHere.start(scene, { apiUrl: line.apiUrl });
});
afterAll(async () => {
  await bot?.[Symbol.asyncDispose]();
  await line?.[Symbol.asyncDispose]();
  await scene?.[Symbol.asyncDispose]();
});

/** Asks so many questions at once, each of which owes a post, and returns their names. */
async function ask(count = 1): Promise<readonly string[]> {
  const names = Array.from({ length: count }, () => `Q${++asked}`);
  const told = await Promise.all(names.map((name) => scene.type(`asker-${name}`, `/tank ask A "does it hold?"`)));
  expect(told).toEqual(names.map(() => expect.stringContaining("stands on A")));
  return names;
}

const questions = () => scene.thread().flatMap(({ text }) => /^Q\d+ on A/.exec(text)?.[0].split(" ")[0] ?? []);
const inOrder = () => Array.from({ length: asked }, (_, index) => `Q${index + 1}`);
const posted = () => scene.until(() => questions().length >= asked);

describe("R11: a round has one message in its channel", () => {
  it("when Slack loses its answer to the post, or is broken, or busy", { timeout: 120_000 }, async () => {
    const { slack } = scene;
    slack.failNext("chat.postMessage", { status: 500 });
    slack.failNext("chat.postMessage", { acceptThen: "reset" });
    slack.failNext("conversations.history", { error: "internal_error" });
    await scene.type("hanna", '/tank open kind=repair title="Mend it"');
    await scene.until(() => scene.thread().length > 0);
    const pitch = '/pitch "Two strides" approach=wild-card reason="all 7 values are right with a stride of 2" stride=2';
    expect(await scene.type("ada", pitch)).toContain("Contestant A");
    await scene.until(() => scene.reply("Contestant A") !== undefined);
    expect(scene.titles()).toEqual([expect.stringContaining("Mend it")]);
  });

  it("which is edited where it stands", async () => {
    const { ts } = scene.living() ?? {};
    await scene.type("hanna", "/tank extend 2h");
    await scene.until(() => scene.living()?.text.includes("Pitching ends") === true);
    expect(scene.titles()).toHaveLength(1);
    expect(scene.living()?.ts).toBe(ts);
  });
});

describe("R11: nothing is posted twice, and all of it in its order", () => {
  const cases: readonly (readonly [string, string, readonly Fault[]])[] = [
    ["a 500 at the post", "chat.postMessage", [{ status: 500 }]],
    ["a reset after Slack has taken the post", "chat.postMessage", [{ acceptThen: "reset" }]],
    ["a timeout after Slack has taken the post", "chat.postMessage", [{ acceptThen: "timeout" }]],
    ["a 500 where it looks what is there", "conversations.replies", [{ status: 500 }]],
    ["a refusal of the post's looks", "chat.postMessage", [{ error: "invalid_blocks" }]],
  ];
  it.each(cases)("after %s", async (_, method, faults) => {
    for (const fault of faults) scene.slack.failNext(method, fault);
    await ask(2);
    await posted();
    expect(questions()).toEqual(inOrder());
  });

  it.each(["chat.postMessage", "chat.update"])("and %s rests as long as a 429 says", async (method) => {
    const { slack } = scene;
    const callsOf = () => slack.calls.filter((call) => call.method === method);
    const before = callsOf().length;
    slack.failNext(method, { status: 429, retryAfterS: 2 });
    await ask(3);
    if (method === "chat.update") await scene.type("hanna", "/tank extend 1h");
    await posted();
    await scene.until(() => callsOf().length > before + 1);
    expect(questions()).toEqual(inOrder());
    const [refused, next] = callsOf().slice(before);
    expect(refused?.status).toBe(429);
    expect((next?.at.getTime() ?? 0) - (refused?.at.getTime() ?? 0)).toBeGreaterThanOrEqual(2000);
  });
});

describe("R11: while Slack is away", () => {
  it("commands from elsewhere are answered, and what they owe is posted when it is back", {
    timeout: 120_000,
  }, async () => {
    line.cut();
    const said: string[] = [];
    const say = (text: string) => void said.push(text);
    const words = ["@pat", '/tank ask A "from the terminal?"', "--data", bot.dataFolder];
    expect(await doCommand(words, { print: say, complain: say })).toBe(0);
    asked++;
    expect(said.join("")).toContain(`Q${asked} stands on A`);
    expect(questions()).not.toContain(`Q${asked}`);
    line.mend();
    await posted();
    expect(questions()).toEqual(inOrder());
  });
});

describe("a channel that is shut in mid-round", () => {
  const told = () =>
    scene.slack.directMessages(scene.person("hanna")).filter(({ text }) => text.includes("can't be posted"));

  it.each([["the bot is not in it", () => scene.slack.removeBot(scene.channel), /invite/]])(
    "is told to the host alone, once, and nothing is lost: %s",
    async (_, shut, says) => {
      const before = told().length;
      shut();
      await ask(2);
      await scene.until(() => told().length > before);
      const tries = () =>
        scene.slack.calls.filter(({ error }) => error === "not_in_channel" || error === "channel_not_found");
      const seen = tries().length;
      await scene.until(() => tries().length > seen);
      expect(told().slice(before).map(titleOf)).toEqual([expect.stringMatching(says)]);
      scene.slack.inviteBot(scene.channel);
      await posted();
      expect(questions()).toEqual(inOrder());
    },
  );
});

it("R11: each post has a key of its own", () => {
  const keys = [...scene.slack.messages(scene.channel), ...scene.thread()].map(({ metadata }) => keyOf(metadata));
  expect(keys).toEqual([...new Set(keys)]);
});

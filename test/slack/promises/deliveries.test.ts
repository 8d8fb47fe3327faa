import { WebClient } from "@slack/web-api";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { main as doCommand } from "../../../src/bot/cli/tank/do.ts";
import { postPart } from "../../../src/bot/slack/announcing/post-part.ts";
import { slackPosts } from "../../../src/bot/slack/announcing/posts.ts";
import { renderCard } from "../../../src/bot/slack/blocks/render-card.ts";
import { ChatLine } from "../../chat/chat-line.ts";
import type { Fault } from "../../fakes/slack/faults.ts";
import { BotHere, type RunningBot } from "./bot-here.ts";
import { keyOf, SlackScene, titleOf } from "./slack-scene.ts";

let scene: SlackScene;
let line: ChatLine;
let bot: RunningBot;
let asked = 0;

beforeAll(async () => {
  scene = await SlackScene.open();
  line = await ChatLine.to(scene.slack.apiUrl);
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

async function askFromTheTerminal(): Promise<void> {
  const said: string[] = [];
  const say = (text: string) => void said.push(text);
  const words = ["@pat", '/tank ask A "from the terminal?"', "--data", bot.dataFolder];
  expect(await doCommand(words, { print: say, complain: say })).toBe(0);
  expect(said.join("")).toContain(`Q${++asked} stands on A`);
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
    await askFromTheTerminal();
    expect(questions()).not.toContain(`Q${asked}`);
    line.mend();
    await posted();
    expect(questions()).toEqual(inOrder());
  });
});

it("R11: each post has a key of its own", () => {
  const keys = [...scene.slack.messages(scene.channel), ...scene.thread()].map(({ metadata }) => keyOf(metadata));
  expect(keys).toEqual([...new Set(keys)]);
});

describe("a chart that Slack does not show yet", () => {
  it("goes below its post, which waits for nothing", async () => {
    const { slack, channel } = scene;
    const client = new WebClient(slack.botToken, { slackApiUrl: slack.apiUrl });
    const tools = { posts: slackPosts(client), draw: renderCard, log: pino({ level: "silent" }) };
    const picture = { name: "chart.png", bytes: new TextEncoder().encode("PNG"), alt: "a chart" };
    const card = { title: "A verdict", mood: "neutral", sections: [] } as const;
    const place = { channel: channel.id, thread: null };
    slack.failNext("chat.postMessage", { error: "invalid_blocks" });
    const posted = { place, key: "verdict:chart", mentioned: [], since: new Date() };
    const ts = await postPart(tools, { where: "channel", card, picture }, posted);
    const post = slack.messages(channel).find((message) => message.ts === ts);
    expect(post?.blocks?.map(({ type }) => type)).toEqual(["header"]);
    expect(slack.thread(channel, ts).flatMap(({ files = [] }) => files.map((file) => file["name"]))).toEqual([
      "chart.png",
    ]);
  });
});

describe("a channel that is shut in mid-round", () => {
  const told = () => {
    const all = scene.slack.directMessages(scene.person("hanna"));
    return all.filter(({ text }) => text.includes("can't be posted"));
  };
  const refused = () => scene.slack.calls.filter(({ error = "" }) => /not_in_channel|archived|not_found/.test(error));
  /** The host was told, and after that it was tried again. */
  const toldAndTriedAgain = async (before: number) => {
    await scene.until(() => told().length > before);
    const seen = refused().length;
    await scene.until(() => refused().length > seen);
  };

  it("is told to the host alone, once, and all is posted in order when it is mended", async () => {
    scene.slack.removeBot(scene.channel);
    await ask(2);
    await toldAndTriedAgain(0);
    expect(told().map(titleOf)).toEqual([expect.stringContaining("/invite it there")]);
    scene.slack.inviteBot(scene.channel);
    await posted();
    expect(questions()).toEqual(inOrder());
  });

  it("is told anew when it is archived, and what is owed stays owed", async () => {
    scene.slack.archive(scene.channel);
    await askFromTheTerminal();
    await toldAndTriedAgain(1);
    expect(told().map(titleOf)).toEqual([expect.anything(), expect.stringContaining("unarchive it")]);
    const { id } = await bot.db.selectFrom("outbox").select("id").orderBy("id", "desc").executeTakeFirstOrThrow();
    expect(await bot.db.selectFrom("delivery").selectAll().where("outbox_id", "=", id).execute()).toEqual([]);
  });
});

it("R13: no secret is in the log", () => {
  for (const secret of [scene.slack.botToken, scene.slack.appToken]) expect(bot.log).not.toContain(secret);
  expect(bot.log).toContain("delivery-waits");
});

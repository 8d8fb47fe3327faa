import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { main as doCommand } from "../../../src/bot/cli/tank/do.ts";
import { refFor } from "../../../src/bot/discord/messages/ref.ts";
import { ChatLine } from "../../chat/chat-line.ts";
import type { Fault } from "../../fakes/discord/faults.ts";
import { textOf } from "../looks.ts";
import { BotHere, type RunningBot } from "./bot-here.ts";
import { DiscordScene, twoStrides } from "./discord-scene.ts";

const posting = "POST /channels/{channel_id}/messages";
const reading = "GET /channels/{channel_id}/messages";
const editing = "PATCH /channels/{channel_id}/messages/{message_id}";
const threading = "POST /channels/{channel_id}/messages/{message_id}/threads";

let scene: DiscordScene;
let line: ChatLine;
let bot: RunningBot;
let asked = 0;

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

/** Asks so many questions at once, each of which owes a post. */
async function ask(count = 1): Promise<void> {
  const names = Array.from({ length: count }, () => `Q${++asked}`);
  const question = { pitch: "A", question: "does it hold?" };
  const told = await Promise.all(names.map((name) => scene.type(`asker-${name}`, "tank ask", question)));
  expect(told.toSorted()).toEqual(names.map(() => expect.stringContaining("stands on A")));
}

async function askFromTheTerminal(): Promise<void> {
  const said: string[] = [];
  const say = (text: string) => void said.push(text);
  const words = ["@pat", '/tank ask A "from the terminal?"', "--data", bot.dataFolder];
  expect(await doCommand(words, { print: say, complain: say })).toBe(0);
  expect(said.join("")).toContain(`Q${++asked} stands on A`);
}

const questions = () => scene.thread().flatMap((message) => /Q\d+(?= on A)/.exec(textOf(message))?.[0] ?? []);
const inOrder = () => Array.from({ length: asked }, (_, index) => `Q${index + 1}`);
const posted = () => scene.until(() => questions().length >= asked);
const callsOf = (route: string) => scene.discord.calls.filter((call) => call.route === route);

describe("R11: a round has one message in its channel", () => {
  it("when Discord loses its answer to the post, or is broken", { timeout: 120_000 }, async () => {
    const { discord } = scene;
    discord.failNext(posting, { status: 500 });
    discord.failNext(posting, { acceptThen: "reset" });
    discord.failNext(reading, { status: 502 });
    discord.failNext(threading, { acceptThen: "reset" });
    await scene.type("hanna", "tank host open", { kind: "repair", title: "Mend it" });
    expect(await scene.type("ada", "pitch", twoStrides)).toContain("Contestant A");
    await scene.until(() => scene.reply("Contestant A") !== undefined);
    expect(scene.titles()).toEqual([expect.stringContaining("Mend it")]);
  });

  it("which is edited where it stands, also when Discord loses its answer to that", { timeout: 120_000 }, async () => {
    const { id } = scene.living() ?? {};
    scene.discord.failNext(editing, { acceptThen: "reset" });
    scene.discord.failNext(editing, { status: 503 });
    const before = callsOf(editing).length;
    await scene.type("hanna", "tank host extend", { by: "2h" });
    await scene.until(() => callsOf(editing).length > before + 2);
    expect(scene.titles()).toHaveLength(1);
    expect(scene.living()?.id).toBe(id);
  });
});

describe("R11: nothing is posted twice, and all of it in its order", () => {
  const cases: readonly (readonly [string, string, Fault])[] = [
    ["a 500 at the post", posting, { status: 500 }],
    ["a reset after Discord has taken the post", posting, { acceptThen: "reset" }],
    ["a timeout after Discord has taken the post", posting, { acceptThen: "timeout" }],
    ["a reset before Discord has taken the post", posting, { lose: "reset" }],
    ["a timeout before Discord has taken the post", posting, { lose: "timeout" }],
    ["a 500 where it looks what is there", reading, { status: 500 }],
    ["a refusal of the post's looks", posting, { status: 400, code: 50035 }],
  ];
  it.each(cases)("after %s", { timeout: 60_000 }, async (_, route, fault) => {
    scene.discord.failNext(route, fault);
    await ask(2);
    await posted();
    expect(questions()).toEqual(inOrder());
  });

  it("by the reference in the footer, where Discord no longer knows the nonce", async () => {
    const { discord } = scene;
    discord.failNext(posting, { acceptThen: "reset" });
    const before = callsOf(posting).length;
    const asking = ask(2);
    await scene.until(() => callsOf(posting).length > before);
    await asking;
    discord.letTimePass(6 * 60_000);
    await posted();
    expect(questions()).toEqual(inOrder());
  });

  it("by the nonce, where Discord does not show the post yet", async () => {
    const { discord } = scene;
    await ask(1);
    await posted();
    const message = scene.reply(`Q${asked} on A`);
    const body = { content: "again", nonce: `${message?.nonce}`, enforce_nonce: true };
    const again = await fetch(`${discord.apiUrl}/v10/channels/${message?.channelId}/messages`, {
      method: "POST",
      headers: {
        authorization: `Bot ${discord.token}`,
        "content-type": "application/json",
        "user-agent": "DiscordBot (https://example.com, 1)",
      },
      body: JSON.stringify(body),
    });
    expect(await again.json()).toMatchObject({ id: message?.id });
    expect(questions()).toEqual(inOrder());
  });

  it.each([posting, editing])("and %s rests as long as a 429 says", { timeout: 60_000 }, async (route) => {
    const { discord } = scene;
    const before = callsOf(route).length;
    discord.failNext(route, { status: 429, retryAfterS: 2 });
    await ask(3);
    if (route === editing) await scene.type("hanna", "tank host extend", { by: "1h" });
    await posted();
    await scene.until(() => callsOf(route).length > before + 1);
    expect(questions()).toEqual(inOrder());
    const refused = callsOf(route)
      .slice(before)
      .findIndex(({ status }) => status === 429);
    const [limited, next] = callsOf(route).slice(before + refused);
    expect(limited?.status).toBe(429);
    expect((next?.at.getTime() ?? 0) - (limited?.at.getTime() ?? 0)).toBeGreaterThanOrEqual(1990);
  });
});

describe("R11: while Discord is away", () => {
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

describe("R11: a channel that is shut in mid-round", () => {
  const told = () =>
    scene.discord.direct(scene.person("hanna")).filter((each) => textOf(each).includes("can't be posted"));
  const refused = () => scene.discord.calls.filter(({ status }) => status === 403);
  /** The host was told, and after that it was tried again. */
  const toldAndTriedAgain = async (before: number) => {
    await scene.until(() => told().length > before);
    const seen = refused().length;
    await scene.until(() => refused().length > seen);
  };

  it.each([
    ["SendMessagesInThreads", "Send Messages in Threads"],
    ["ViewChannel", "View Channel"],
    ["ReadMessageHistory", "Read Message History"],
  ] as const)(
    "is told to the host alone, once, and all is posted in order when %s is given",
    {
      timeout: 60_000,
    },
    async (permission, says) => {
      const before = told().length;
      scene.discord.deny(scene.channel, permission);
      await askFromTheTerminal();
      await askFromTheTerminal();
      await toldAndTriedAgain(before);
      expect(told().slice(before).map(textOf)).toEqual([expect.stringContaining(says)]);
      scene.discord.deny(scene.channel);
      await posted();
      expect(questions()).toEqual(inOrder());
    },
  );
});

it("R11: each post has a reference of its own, and the round's has the one of its opening", () => {
  expect(scene.refs()).toEqual([...new Set(scene.refs())]);
  expect(scene.refs()).toContain(refFor("round:1:opened"));
});

it("R13: no secret is in the log", () => {
  expect(bot.log).not.toContain(scene.discord.token);
  expect(bot.log).toContain("delivery-waits");
});

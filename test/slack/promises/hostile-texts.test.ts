import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { measuringMs } from "../../chat/short-season.ts";
import { BotHere, type RunningBot } from "./bot-here.ts";
import { saidFaults } from "./said-faults.ts";
import { SlackScene, titleOf } from "./slack-scene.ts";

let scene: SlackScene;
let bot: RunningBot;

beforeAll(async () => {
  scene = await SlackScene.open();
  bot = await BotHere.start(scene);
  await scene.type("hanna", '/tank open kind=repair vote=off title="<!channel> *round* `one`"');
  await scene.until(() => scene.thread().length > 0);
});
afterAll(async () => {
  await bot?.[Symbol.asyncDispose]();
  await scene?.[Symbol.asyncDispose]();
});

const pings =
  "<!channel> <!here> <@U0NOBODY00> <#C0NOWHERE0> &lt;!everyone&gt; @channel @here <https://evil.example> <https://evil.example|a link>";
const looks = "``` *bold* _italic_ ~gone~ `code` &gt; quote :tada: ```";
const hidden = "\u0007\u001b[31mred\u0000 \u202egnp.exe\u202c \u2066left\u2069 \ud800";
const hostile = `${pings} ${looks} ${hidden}`;
const mention = (name: string, text: string) =>
  scene.slack.mention({ user: scene.person(name), channel: scene.channel, text, threadTs: scene.living()?.ts ?? "" });

/** Everything that the bot has said to anybody. */
function allSaid(): unknown {
  const { slack, channel } = scene;
  const people = ["hanna", "ada", "channel", "sue"].map((name) => scene.person(name));
  const told = [...slack.messages(channel), ...scene.thread(), ...people.flatMap((who) => slack.directMessages(who))];
  return [
    told.filter(({ user }) => user === slack.botUserId),
    people.map((who) => [slack.ephemerals(who), slack.openView(who)]),
  ];
}

const allText = () => JSON.stringify(allSaid());
/** What Slack would not take; that it knows nobody who is named is no matter. */
const refused = () => scene.slack.calls.filter(({ error, method }) => error !== undefined && method !== "users.info");

it("what these tests look for is found", () => {
  const quoted = { type: "mrkdwn", text: "a `b`" };
  const broadcast = { type: "broadcast", range: "here" };
  const faults = [{ text: "<!here>" }, { text: "@channel" }, quoted, broadcast, { type: "text", text: "\u202e" }].map(
    saidFaults,
  );
  expect(faults.map((found) => found.length)).toEqual([1, 1, 1, 1, 1]);
  expect(saidFaults([{ text: "all of it" }, { type: "text", text: "<!here> `code`" }])).toEqual([]);
});

describe("R14: what people write", () => {
  it("stands as text in pitch, question and answer, and nothing of it is refused", async () => {
    const said = await scene.answered("channel", () =>
      mention(
        "channel",
        `pitch "${pings.slice(0, 60)}" approach=wild-card stride=2 reason="7 ${hostile}" problem="${looks}"`,
      ),
    );
    expect(said).toContain("Contestant A");
    await scene.until(() => scene.reply("Contestant A") !== undefined);
    expect(await scene.answered("sue", () => mention("sue", `ask A "${hostile}"`))).toContain("Q1 stands on A");
    await scene.until(() => scene.reply("Q1 on A") !== undefined);
    await scene.answered("channel", () => mention("channel", `answer Q1 "${hostile}"`));
    await scene.until(() => scene.thread().filter(({ text }) => text.includes("Q1 on A")).length === 2);
    await scene.type("sue", "/pitch show A");
    for (const text of ["!channel", "evil.example", "a link", ":tada:", "gnp.exe"]) expect(allText()).toContain(text);
    expect(saidFaults(allSaid())).toEqual([]);
    expect(refused()).toEqual([]);
  });

  it("stands as text in the forms that show it", async () => {
    const { slack } = scene;
    for (const [message, actionId] of [
      [scene.reply("Contestant A"), "tank:ask:A"],
      [scene.living(), "tank:pitch"],
    ] as const) {
      await scene.opensForm("sue", () => scene.press("sue", message, actionId));
      expect(saidFaults(slack.openView(scene.person("sue")))).toEqual([]);
    }
    await scene.opensForm("channel", () => scene.press("channel", scene.reply("Q1 on A"), "tank:answer:1"));
    expect(saidFaults(slack.openView(scene.person("channel")))).toEqual([]);
  });

  it("becomes a file where it is long, and nothing of it is lost", async () => {
    const words = Array.from({ length: 1100 }, (_, index) => `word-${index}`)
      .join(" ")
      .slice(0, 7900);
    const fields = ["reason", "problem", "change", "evidence", "validation", "mitigation"].map(
      (name) => `${name}="${words} <!here>"`,
    );
    const said = await scene.answered("ada", () =>
      mention("ada", `pitch "Long" approach=wild-card stride=2 ${fields.join(" ")}`),
    );
    expect(said).toContain("Contestant B");
    await scene.until(() =>
      scene.slack.files().some(({ shares }) => shares.some(({ channel }) => channel === scene.channel.id)),
    );
    const files = scene.slack.files().map(({ bytes }) => bytes?.toString() ?? "");
    const last = words.split(" ").at(-2) ?? "";
    expect(`${allText()} ${files.join(" ")}`).toContain(last);
    expect(saidFaults(allSaid())).toEqual([]);
    expect(refused()).toEqual([]);
  });

  it("is told as text where it is refused", async () => {
    await scene.answered("sue", () => mention("sue", hostile));
    await scene.type("sue", `/tank ask ${pings.slice(0, 30)} "x"`);
    await scene.type("sue", `/pitch "t" approach=${looks}`);
    expect(saidFaults(allSaid())).toEqual([]);
    expect(refused()).toEqual([]);
  });
});

describe("R14: what a kernel says", () => {
  it("stands as text in its verdict, shortened, and whole in its log", { timeout: 200_000 }, async () => {
    const { slack } = scene;
    const lines = Array.from(
      { length: 400 },
      (_, index) => `  ERROR("${index} <!channel> ${looks} <@U0NOBODY00> \u202egnp");`,
    );
    const bytes = `export function double(from: usize, to: usize, count: i32): void {\n${lines.join("\n")}\n}\n`;
    await scene.opensForm("sue", () => scene.press("sue", scene.living(), "tank:pitch"));
    const file = slack.upload(scene.person("sue"), { name: "shouts.ts", bytes });
    const fields = { title: "Shouts", approach: "wild-card", reason: "all 400 lines shout" };
    await scene.answered("sue", () =>
      slack.submit({ user: scene.person("sue"), values: { ...fields, files: [file] } }),
    );
    await scene.type("hanna", "/tank close");
    const verdict = () =>
      slack.messages(scene.channel).find((message) => titleOf(message).includes("SHOUTS: COMPILE ERROR"));
    await scene.until(() => verdict() !== undefined, measuringMs);
    const log = () => slack.files().find(({ name, shares }) => name.endsWith(".log.txt") && shares.length > 0);
    await scene.until(() => log() !== undefined);
    expect(JSON.stringify(verdict())).toContain("!channel");
    expect(log()?.bytes?.toString()).toContain("399 <!channel>");
    expect(saidFaults(allSaid())).toEqual([]);
    expect(refused()).toEqual([]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { measuringMs } from "../../chat/short-season.ts";
import type { ShownMessage } from "../../fakes/discord/shown.ts";
import { textOf, titleOf } from "../looks.ts";
import { kindsIn } from "../messages/read-markdown.ts";
import { BotHere, type RunningBot } from "./bot-here.ts";
import { DiscordScene } from "./discord-scene.ts";

let scene: DiscordScene;
let bot: RunningBot;

const names = ["hanna", "ada", "sue"];

beforeAll(async () => {
  scene = await DiscordScene.open();
  bot = await BotHere.start(scene);
  await scene.type("hanna", "tank host open", { kind: "repair", vote: "off", title: "@everyone *round* `one`" });
  await scene.until(() => scene.thread().length > 0);
});
afterAll(async () => {
  await bot?.[Symbol.asyncDispose]();
  await scene?.[Symbol.asyncDispose]();
});

const pings = "@everyone @here <@123456789012345678> <@&223456789012345678> <#323456789012345678> <t:0:R> </tank:1>";
const looks =
  "``` **bold** _italic_ ~~gone~~ ||spoiler|| `code` [a link](https://evil.example) :tada: ```\n# heading\n> quote";
const hidden = "\u0007\u001b[31mred \u202egnp.exe\u202c \u2066left\u2069";
const hostile = `${pings} ${looks} ${hidden}`;

/** Everything that the bot has said to anybody. */
function told(): readonly ShownMessage[] {
  const alone = names
    .map((name) => scene.person(name))
    .flatMap((who) => [...scene.discord.ephemerals(who), ...scene.discord.direct(who)]);
  return [...scene.public(), ...alone];
}

/** What a card itself may be made of; the rest would have to come from somebody's text. */
const own = new Set(["text", "bold", "item", "code-block", "timestamp"]);

/** Whatever a text has made Discord do beyond showing it. */
function faultsOf({ content, embeds, pings: rung }: ShownMessage): readonly string[] {
  const texts = [
    content,
    ...embeds.flatMap(({ title = "", description = "", fields = [] }) => [
      title,
      description,
      ...fields.flatMap(({ name, value }) => [name, value]),
    ]),
  ];
  const kinds = texts.flatMap((text) => [...kindsIn(text)].filter((kind) => !own.has(kind)));
  const controls = texts.filter((text) => /(?![\n\t])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u.test(text));
  return [...kinds, ...rung.map((each) => `pings ${each}`), ...controls.map(() => "control characters")];
}

/** What Discord would not take; that it knows nobody who is named, or no message that is asked for, is no matter. */
const refused = () => scene.discord.calls.filter(({ status, route }) => status >= 400 && !isQuestion(route));
const isQuestion = (route: string) => route.includes("/users/") || /^GET .*\/messages\/[^/]+$/.test(route);
const nothingHappened = () => {
  expect(told().flatMap(faultsOf)).toEqual([]);
  expect(refused()).toEqual([]);
};
const allText = () => told().map(textOf).join("\n");

it("what these tests look for is found", () => {
  const plain = { content: "", embeds: [], pings: [] };
  const faults = ["[a](https://x.example)", "`code`", "<@123456789012345678>", "||s||", "\u202e"].map((description) =>
    faultsOf({ ...plain, embeds: [{ description }] } as unknown as ShownMessage),
  );
  expect(faults.map((found) => found.length)).toEqual([1, 1, 1, 1, 1]);
});

describe("R14: what people write", () => {
  it("stands as text in pitch, question and answer, and nothing of it is refused", async () => {
    const pitch = {
      title: pings.slice(0, 60),
      approach: "wild-card",
      knobs: "stride=2",
      reason: `7 ${hostile}`,
      problem: looks,
    };
    expect(await scene.type("ada", "pitch", pitch)).toContain("Contestant A");
    await scene.until(() => scene.reply("Contestant A") !== undefined);
    expect(await scene.type("sue", "tank ask", { pitch: "A", question: hostile })).toContain("Q1 stands on A");
    await scene.until(() => scene.reply("Q1 on A") !== undefined);
    await scene.type("ada", "tank answer", { question: "Q1", answer: hostile });
    await scene.until(() => scene.thread().filter((each) => textOf(each).includes("Q1 on A")).length === 2);
    await scene.type("sue", "tank pitch show", { pitch: "A" });
    for (const text of ["everyone", "evil", "a link", "tada", "gnp.exe", "heading"]) expect(allText()).toContain(text);
    nothingHappened();
  });

  it("stands as text in the forms that show it", async () => {
    const shown = () => scene.discord.modals(scene.person("sue")).length;
    await scene.press("sue", scene.reply("Contestant A"), /^tank:ask/);
    await scene.press("sue", scene.reply("Q1 on A"), /^tank:answer/);
    await scene.press("sue", scene.living(), "tank:pitch");
    expect(shown()).toBe(3);
    nothingHappened();
  });

  it("becomes a file where it is long, and nothing of it is lost", async () => {
    const words = Array.from({ length: 1100 }, (_, index) => `word-${index}`)
      .join(" ")
      .slice(0, 5900);
    const fields = Object.fromEntries(
      ["reason", "problem", "change", "evidence", "validation", "mitigation"].map((name) => [name, `${words} @here`]),
    );
    const pitch = { title: "Long", approach: "wild-card", knobs: "stride=2", ...fields };
    expect(await scene.type("ada", "pitch", pitch)).toContain("Contestant B");
    const files = () => told().flatMap((message) => message.files);
    await scene.until(() => files().length > 0);
    const last = words.split(" ").at(-2) ?? "";
    const kept = files().map(({ bytes }) => Buffer.from(bytes ?? []).toString());
    expect(`${allText().replaceAll("\\", "")} ${kept.join(" ")}`).toContain(last);
    nothingHappened();
  });

  it("is told as text where it is refused", async () => {
    await scene.type("sue", "tank ask", { pitch: pings.slice(0, 30), question: "x" });
    await scene.type("sue", "pitch", { title: "t", approach: looks.slice(0, 90) });
    await scene.type("sue", "tank history", {});
    nothingHappened();
  });
});

describe("R14: what a kernel says", () => {
  it("stands as text in its verdict, shortened, and whole in its log", { timeout: 200_000 }, async () => {
    const { discord } = scene;
    const lines = Array.from(
      { length: 400 },
      (_, index) => `  ERROR("${index} @everyone \`\`\` **b** <@123456789012345678> \u202egnp");`,
    );
    const bytes = Buffer.from(
      `export function double(from: usize, to: usize, count: i32): void {\n${lines.join("\n")}\n}\n`,
    );
    await scene.press("sue", scene.living(), "tank:pitch");
    const values = { title: "Shouts", approach: ["wild-card"], reason: "all 400 lines shout" };
    await scene.answered(() =>
      discord.submitModal({ user: scene.person("sue"), values, files: { files: [{ name: "shouts.ts", bytes }] } }),
    );
    await scene.type("hanna", "tank host close");
    const verdict = () =>
      discord.messages(scene.channel).find((each) => titleOf(each).includes("SHOUTS: COMPILE ERROR"));
    await scene.until(() => verdict() !== undefined, measuringMs);
    const log = verdict()?.files.find(({ name }) => name.endsWith(".log.txt"));
    expect(JSON.stringify(verdict()?.embeds)).toContain("everyone");
    expect(Buffer.from(log?.bytes ?? []).toString()).toContain("399 @everyone");
    nothingHappened();
  });
});

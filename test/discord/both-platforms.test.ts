import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { startFakeDiscord } from "../fakes/discord/fake-discord.ts";
import { startFakeSlack } from "../fakes/slack/fake-slack.ts";
import { DiscordBot } from "./discord-bot.ts";
import { textOf, titleOf } from "./looks.ts";

const doubling = fileURLToPath(new URL("../fixtures/problems/doubling", import.meta.url));
const measuringMs = 90_000;

it("one season is played in Slack and on Discord at once, a person of both with one ballot, the verdict once in each", {
  timeout: 300_000,
}, async () => {
  await using slack = await startFakeSlack();
  await using discord = await startFakeDiscord();
  discord.addGuild();
  const room = discord.addChannel({ name: "kernels" });
  const channel = slack.addChannel({ name: "kernels" });
  const [hanna, ada, sue] = ["hanna", "ada", "sue"].map((name) => slack.addUser({ name }));
  const [dora, sid, sueThere] = ["dora", "sid", "sue-on-discord"].map((name) => discord.addUser({ name }));
  if (!hanna || !ada || !sue || !dora || !sid || !sueThere) throw new Error("nobody is here");
  const folder = mkdtempSync(join(tmpdir(), "tank-both-"));
  const season = join(folder, "season.yml");
  const rules = { budgetMsPerCase: 50, openingBudgetMsPerCase: 50 };
  writeFileSync(season, JSON.stringify({ name: "short", title: "Short rounds", problem: doubling, rules }));
  const config = (isPublic: boolean) =>
    JSON.stringify({
      platforms: ["slack", "discord"],
      public: isPublic,
      slack: { channel: channel.id },
      discord: { channel: room.id },
      people: { sue: [`slack:${sue.id}`, `discord:${sueThere.id}`] },
    });
  const secrets = {
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.apiUrl,
  };
  await using shy = new DiscordBot(discord, { season, config: config(false) });
  expect(await shy.ends(secrets)).toBe(1);
  expect(shy.said).toMatch(/would be seen on slack and discord[\s\S]*"public: true"[\s\S]*pitches with their authors/);

  await using bot = new DiscordBot(discord, { season, config: config(true) });
  await bot.start(secrets);
  expect(bot.said).toContain("Each of these places sees: every round");
  const type = async (user: { readonly id: string }, line: string) => {
    const before = slack.ephemerals(user).length;
    const [command = "", ...words] = line.split(" ");
    await slack.slash({ user, channel, command, text: words.join(" ") });
    await slack.until(() => slack.ephemerals(user).length > before, measuringMs);
    return slack.ephemerals(user).at(-1)?.text ?? "";
  };
  const say = async (user: { readonly id: string }, path: string, options: Readonly<Record<string, string>> = {}) => {
    const done = await discord.slash({ user, channel: room, path: path.split(" "), options });
    const text = () => textOf(discord.answerTo(done) ?? { content: "", embeds: [] });
    await discord.until(() => text() !== "", measuringMs);
    return text();
  };
  const here = () => slack.messages(channel).map(({ text }) => text.split("\n")[0] ?? "");
  const there = () => discord.messages(room).map(titleOf);

  await type(hanna, '/tank open title="In both"');
  await discord.until(
    () => there()[0]?.includes("In both") === true && /tank:pitch/.test(JSON.stringify(discord.messages(room))),
    measuringMs,
  );
  await type(ada, '/pitch "From Slack" approach=wild-card speedup=1.5 reason="half the loads" stride=2');
  const pitched = await say(dora, "pitch", {
    title: "From Discord",
    approach: "wild-card",
    speedup: "1.2",
  });
  expect(pitched).toContain("From Discord");
  await slack.until(
    () => JSON.stringify(slack.thread(channel, slack.messages(channel)[0]?.ts ?? "")).includes("From Discord"),
    measuringMs,
  );
  const thread = () => discord.threadOf(discord.messages(room)[0] ?? room);
  await discord.until(() => JSON.stringify(discord.messages(thread() ?? room)).includes("From Slack"), measuringMs);

  await type(hanna, "/tank close");
  expect(await say(sid, "vote", { pitch: "A", p: "83", others: "B=20" })).toContain("Your ballot is in");
  expect(await type(sue, "/vote A p=71 B=10")).toContain("Your ballot is in");
  // The same person from the other place changes their one ballot.
  expect(await say(sueThere, "vote", { pitch: "A", p: "77", others: "B=5" })).toContain("Your ballot is changed");
  expect(await type(sue, "/vote show")).toContain("77");
  expect(await say(dora, "tank status")).toContain("2 ballots are in");
  const open = JSON.stringify([slack.messages(channel), discord.messages(room), discord.messages(thread() ?? room)]);
  for (const secret of ["83%", "71%", "77%"]) expect(open).not.toContain(secret);

  await type(hanna, "/tank close");
  await discord.until(
    () => textOf(discord.messages(room)[0] ?? { content: "", embeds: [] }).includes("decided"),
    measuringMs,
  );
  await slack.until(() => (slack.messages(channel)[0]?.text ?? "").includes("decided"), measuringMs);
  for (const titles of [here(), there()]) {
    expect(titles.filter((title) => /verdict on a/i.test(title)).length).toBe(1);
  }
  expect(bot.log).not.toMatch(/command-failed|answer-lost|"level":50/);
  rmSync(folder, { recursive: true });
});

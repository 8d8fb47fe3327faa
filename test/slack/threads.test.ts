import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { announce } from "../../src/rounds/store/outbox.ts";
import { BotHere, type RunningBot } from "./promises/bot-here.ts";
import { SlackScene } from "./promises/slack-scene.ts";

let scene: SlackScene;
let bot: RunningBot;

beforeAll(async () => {
  scene = await SlackScene.open();
  bot = await BotHere.start(scene);
});
afterAll(async () => {
  await bot?.[Symbol.asyncDispose]();
  await scene?.[Symbol.asyncDispose]();
});

const threadTs = () => scene.living()?.ts ?? "";
const say = (name: string, text: string, files: { readonly id: string }[] = []) =>
  scene.slack.mention({ user: scene.person(name), channel: scene.channel, text, threadTs: threadTs(), files });

/** Plays a round into its vote, in which everybody named funds A. */
async function voted(title: string, code: string, sharks: readonly string[]): Promise<void> {
  await scene.type("hanna", `/tank open title="${title}"`);
  await scene.until(() => scene.living()?.text.includes(title) === true);
  await scene.type(
    "ada",
    `/pitch "${title} by ada" approach=wild-card speedup=1.2 reason="7 values at a time" ${code}`,
  );
  await scene.type("hanna", "/tank close");
  await scene.until(() => scene.living()?.text.includes("voting") === true);
  for (const shark of sharks) await scene.type(shark, "/vote A p=60");
}

describe("in a round's thread, where Slack has no slash commands", () => {
  beforeAll(async () => {
    await scene.type("hanna", '/tank open kind=repair title="Threads"');
    await scene.until(() => scene.thread().length > 0);
    await scene.type("ada", '/pitch "Mine" approach=wild-card reason="every case is right with it"');
    await scene.until(() => scene.reply("Contestant A") !== undefined);
  });

  it("@tank with or without the command's name is the command, answered there to its asker alone", async () => {
    expect(await scene.answered("sue", () => say("sue", "status"))).toContain("Threads");
    expect(await scene.answered("sue", () => say("sue", "/pitch list"))).toContain("A: Mine");
    const [last] = scene.slack.ephemerals(scene.person("sue")).toReversed();
    expect(last?.thread_ts).toBe(threadTs());
    expect(scene.answers("ada").some((text) => text.includes("pitch list"))).toBe(false);
  });

  it("a file comes with it, and names of people are theirs in the game", async () => {
    const file = scene.slack.upload(scene.person("ada"), {
      name: "kernel.as",
      bytes: "export const stride: i32 = 2;\n",
    });
    const answer = await scene.answered("ada", () => say("ada", "pitch code A", [file]));
    expect(answer).toMatch(/The code of pitch A is in|Pitch A|kernel/);
    const banned = await scene.answered("hanna", () => say("hanna", `ban <@${scene.person("eve").id}> reason="spam"`));
    expect(banned).toContain("eve");
  });

  it("a vote is refused, since everybody reads it", async () => {
    const answer = await scene.answered("sid", () => say("sid", "vote A p=73"));
    expect(answer).toContain("A vote is secret");
    expect(answer).toContain("delete your message");
  });

  it("a path is refused, since no chat can read it", async () => {
    expect(await scene.answered("ada", () => say("ada", "pitch code A --file /etc/passwd"))).toContain("can't read");
  });
});

describe("an open vote", () => {
  it("mentions who has voted before, and reminds those alone who have not voted yet", async () => {
    await scene.type("hanna", '/tank cancel reason="the next one"');
    await voted("The first vote", "stride=2", ["sue", "sid"]);
    await scene.type("hanna", "/tank close");
    await scene.until(() => scene.living()?.text.includes("decided") === true);
    await voted("The second vote", "", []);
    await scene.until(
      () => scene.slack.messages(scene.channel).filter(({ text }) => text.includes("BETS")).length === 2,
    );
    const opened = scene.slack.messages(scene.channel).findLast(({ text }) => text.includes("BETS"));
    const mentioned = [...JSON.stringify(opened?.blocks).matchAll(/"user_id":"(\w+)"/g)].map(([, id]) => id);
    expect(mentioned.toSorted()).toEqual(["sid", "sue"].map((name) => scene.person(name).id).toSorted());

    await scene.type("sue", "/vote A p=60");
    const { game, season } = bot.tank.open.tank;
    const row = await bot.db.selectFrom("round").selectAll().orderBy("id", "desc").executeTakeFirstOrThrow();
    const reminder = {
      seasonId: row.season_id,
      roundId: row.id,
      kind: "vote-reminder",
      body: {},
      notify: false,
    } as const;
    await game.database.transaction((tx) => announce(tx, { ...reminder, key: `${season}:remind` }, new Date()));
    await bot.tank.open.deliver();
    await scene.until(() => scene.slack.directMessages(scene.person("sid")).length > 0);
    expect(scene.slack.directMessages(scene.person("sid"))[0]?.text).toContain("you have not voted yet");
    expect(scene.slack.directMessages(scene.person("sue"))).toEqual([]);
  });
});

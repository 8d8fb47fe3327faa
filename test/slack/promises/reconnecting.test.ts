import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { ChatLine } from "../../chat/chat-line.ts";
import { measuringMs } from "../../chat/short-season.ts";
import { BotHere, type RunningBot } from "./bot-here.ts";
import { keyOf, SlackScene, titleOf } from "./slack-scene.ts";

let scene: SlackScene;
let line: ChatLine;
let bot: RunningBot;

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

const sockets = () => scene.slack.openSockets();
const openings = () => scene.slack.calls.filter(({ method }) => method === "apps.connections.open");
const connected = () => scene.until(() => sockets() === 1);

describe("R12: the socket is lost in mid-round", () => {
  it("and Slack with it: a deadline and a run are caught up in order, and recorded ballots stand", {
    timeout: 200_000,
  }, async () => {
    const { slack, channel } = scene;
    await scene.type("hanna", '/tank open kind=repair voting=0.1m title="Cut off"');
    await scene.until(() => scene.thread().length > 0);
    const pitch = '/pitch "Two strides" approach=wild-card reason="all 7 values are right with a stride of 2" stride=2';
    expect(await scene.type("ada", pitch)).toContain("Contestant A");
    await scene.until(() => scene.reply("Contestant A") !== undefined);
    await scene.type("hanna", "/tank close");
    expect(await scene.type("sue", "/vote A p=70")).toContain("Your ballot is in");
    expect(await scene.type("sid", "/vote none A=20")).toContain("Your ballot is in");
    await scene.until(() => slack.messages(channel).length === 2);

    slack.refuseSockets(true);
    line.cut();
    slack.cutSocket();
    const decided = async () => {
      const { state } = await bot.db.selectFrom("round").select("state").executeTakeFirstOrThrow();
      expect(state).toBe("decided");
    };
    await vi.waitFor(decided, { timeout: measuringMs, interval: 200 });
    expect(sockets()).toBe(0);
    expect(slack.messages(channel)).toHaveLength(2);

    line.mend();
    slack.refuseSockets(false);
    await connected();
    await scene.until(() => scene.thread().some(({ metadata }) => keyOf(metadata).endsWith(":decided")));
    await scene.until(() => scene.living()?.text.includes("decided") === true);
    const ours = [...slack.messages(channel), ...scene.thread()].toSorted((one, other) =>
      one.ts.localeCompare(other.ts),
    );
    const kinds = ours.map(({ metadata }) => keyOf(metadata)).filter((key) => !key.includes("/") && !key.includes("#"));
    expect(kinds).toEqual([
      "round:1:opened",
      "pitch:1:round-1",
      "round:1:voting",
      "round:1:tally",
      expect.stringMatching(/^verdict|^run/),
      "round:1:decided",
    ]);
    expect(slack.messages(channel).map(titleOf)[2]).toContain("VERDICT ON A, TWO STRIDES: CORRECT");
    const ballots = await bot.db.selectFrom("ballot").select(["shark", "changes"]).orderBy("shark").execute();
    expect(ballots).toEqual([
      { shark: "sid", changes: 0 },
      { shark: "sue", changes: 0 },
    ]);
    expect(await scene.type("sue", "/tank me")).toContain("1 stated chance met reality");
  });
});

describe("R13: a socket that Slack keeps shut", () => {
  it("is asked for again later and later, and not at all until Slack's own wait is over", async () => {
    const { slack } = scene;
    const before = openings().length;
    slack.failNext("apps.connections.open", { status: 500 });
    slack.failNext("apps.connections.open", { error: "invalid_auth" });
    slack.failNext("apps.connections.open", { status: 429, retryAfterS: 3 });
    slack.cutSocket();
    await scene.until(() => openings().length === before + 4 && sockets() === 1);
    const times = openings()
      .slice(before)
      .map(({ at }) => at.getTime());
    const [one = 0, two = 0, three = 0, four = 0] = times;
    expect(two - one).toBeGreaterThanOrEqual(950);
    expect(three - two).toBeGreaterThanOrEqual(1950);
    expect(four - three).toBeGreaterThanOrEqual(3000);
    expect(await scene.type("hanna", "/tank status")).toContain("Round 1");
  });

  it("is opened anew when Slack asks for it", async () => {
    const { slack } = scene;
    const before = openings().length;
    slack.refreshSockets();
    await scene.until(() => openings().length === before + 1 && sockets() === 1);
    expect(await scene.type("hanna", "/tank status")).toContain("Round 1");
  });

  it("leaves neither a secret nor a bug in the log", () => {
    const { botToken, appToken } = scene.slack;
    for (const secret of [botToken, appToken, "ticket="]) expect(bot.log).not.toContain(secret);
    expect(bot.log).not.toMatch(/command-failed|answer-lost/);
  });
});

import { describe, expect, it } from "vitest";
import { brokenInvariants } from "../../../src/rounds/store/invariants.ts";
import { openDatabase } from "../../../src/rounds/store/open-database.ts";
import { measuringMs } from "../../chat/short-season.ts";
import { SlackBot } from "../slack-bot.ts";
import { keyOf, SlackScene, titleOf } from "./slack-scene.ts";

const twoStrides = '/pitch "Two strides" approach=wild-card speedup=1.1 reason="7 values take 4 steps of 2" stride=2';
const broken = "export function double(from: usize, to: usize, count: i32): void { count.nothing(); }\n";

/** The edges of a delivery. One start after the other dies at the next of them, and finds what the last one has left. */
const edges = ["before-post", "after-post", "before-mark", "after-mark"] as const;

describe("R1, R10, R11: a bot that is killed with SIGKILL at point after point of a round", () => {
  it("forgets nothing that it has answered, and posts everything once, with its chart and its log", {
    timeout: 400_000,
  }, async () => {
    await using scene = await SlackScene.open();
    const { slack, channel } = scene;
    await using bot = new SlackBot(slack, { season: scene.season });
    const killedAt = async (points: readonly string[]) => {
      for (const point of points) expect(await bot.fails({ TANK_KILL_AT: point })).toBeNull();
    };

    // Right after its answer, before anything of the round stands in the channel.
    await bot.start({ TANK_KILL_AT: "before-post" });
    expect(await scene.type("hanna", '/tank open kind=repair title="Mend it"')).toContain("Round 1");
    await scene.until(() => slack.openSockets() === 0);
    expect(scene.titles()).toEqual([]);
    await killedAt(edges.slice(1));
    await bot.start();
    expect(scene.titles()).toEqual([expect.stringContaining("Mend it")]);
    expect(scene.thread().map(({ metadata }) => keyOf(metadata))).toEqual(["round:1:opened/1", "round:1:opened/1#2"]);

    await scene.type("hanna", '/tank cancel reason="it was right"');
    await scene.type("hanna", '/tank open vote=off title="Twice as far"');
    await scene.until(() => scene.titles().length === 2 && scene.thread().length > 0);
    expect(await scene.type("ada", twoStrides)).toContain("Contestant A");
    await scene.opensForm("bob", () => scene.press("bob", scene.living(), "tank:pitch"));
    const file = slack.upload(scene.person("bob"), { name: "broken.ts", bytes: broken });
    const fields = { title: "No such thing", approach: "wild-card", speedup: "2", reason: "count knows 7 of them" };
    await scene.answered("bob", () =>
      slack.submit({ user: scene.person("bob"), values: { ...fields, files: [file] } }),
    );
    await scene.until(() => scene.reply("Contestant B") !== undefined);

    // In mid-round, and then at the first verdict.
    await bot.kill();
    await bot.start();
    expect(await scene.type("hanna", "/tank close")).toContain("Pitching is over");
    await bot.kill();
    const verdicts = () => slack.messages(channel).filter((message) => titleOf(message).startsWith("VERDICT"));
    expect(verdicts()).toEqual([]);
    await killedAt(edges);
    expect(verdicts()).toHaveLength(1);

    // While Slack has a verdict's log, and the bot does not know it.
    slack.failNext("files.completeUploadExternal", { acceptThen: "timeout" });
    const logs = () => slack.files().filter(({ name, shares }) => name.endsWith(".log.txt") && shares.length > 0);
    await bot.start();
    await scene.until(() => logs().length > 0, measuringMs);
    await bot.kill();
    await bot.start();
    await scene.until(() => scene.living()?.text.includes("decided") === true, measuringMs);
    await scene.until(() => scene.thread().some(({ metadata }) => keyOf(metadata).endsWith(":decided")));
    await bot.stop();

    expect(verdicts().map(titleOf)).toEqual([
      expect.stringContaining("VERDICT ON A"),
      expect.stringContaining("VERDICT ON B, NO SUCH THING: COMPILE ERROR"),
    ]);
    const images = verdicts().map(({ blocks = [] }) => blocks.filter(({ type }) => type === "image").length);
    expect(images).toEqual([1, 0]);
    expect(logs()).toHaveLength(1);
    const all = slack.messages(channel).flatMap((message) => [message, ...slack.thread(channel, message.ts)]);
    const keys = all.map(({ metadata }) => keyOf(metadata)).filter((key) => key !== "");
    expect(keys).toEqual([...new Set(keys)]);
    expect(scene.titles()).toHaveLength(4);
    expect(bot.said).toContain("Stopped.");
    await using database = await openDatabase(
      { databaseUrl: undefined, dataFolder: bot.dataFolder },
      { onError: fail },
    );
    expect(await brokenInvariants(database.db)).toEqual([]);
  });
});

function fail(error: Error): never {
  throw error;
}

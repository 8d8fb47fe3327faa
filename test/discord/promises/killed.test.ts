import { describe, expect, it } from "vitest";
import { brokenInvariants } from "../../../src/rounds/store/invariants.ts";
import { openDatabase } from "../../../src/rounds/store/open-database.ts";
import { DiscordBot } from "../discord-bot.ts";
import { textOf, titleOf } from "../looks.ts";
import { DiscordScene } from "./discord-scene.ts";

const pitched = {
  title: "Two strides",
  approach: "wild-card",
  speedup: "1.1",
  reason: "7 values take 4 steps of 2",
  knobs: "stride=2",
};
const broken = "export function double(from: usize, to: usize, count: i32): void { count.nothing(); }\n";

/** The edges of a delivery. One start after the other dies at the next of them, and finds what the last one has left. */
const edges = ["before-post", "after-post", "before-mark", "after-mark"] as const;

describe("R1, R10, R11: a bot that is killed with SIGKILL at point after point of a round", () => {
  it("forgets nothing that it has answered, and posts everything once, with its chart and its log", {
    timeout: 400_000,
  }, async () => {
    await using scene = await DiscordScene.open();
    const { discord, channel } = scene;
    await using bot = new DiscordBot(discord, { season: scene.season });
    const killedAt = async (points: readonly string[]) => {
      for (const point of points) expect(await bot.ends({ TANK_KILL_AT: point })).toBeNull();
    };

    // Between the commit and the post: its answer may be lost with it, the round is not.
    await bot.start({ TANK_KILL_AT: "before-post" });
    await scene.send("hanna", "tank host open", { kind: "repair", title: "Mend it" });
    await scene.until(() => discord.openSockets() === 0);
    expect(scene.titles()).toEqual([]);
    await killedAt(edges.slice(1));
    await bot.start();
    await scene.until(() => scene.living() !== undefined);
    expect(scene.titles()).toEqual([expect.stringContaining("Mend it")]);

    await scene.type("hanna", "tank host cancel", { reason: "it was right" });
    await scene.type("hanna", "tank host open", { vote: "off", title: "Twice as far" });
    await scene.until(() => scene.rounds().length === 2);
    expect(await scene.type("ada", "pitch", pitched)).toContain("Contestant A");
    await scene.until(() => scene.living()?.customIds.includes("tank:pitch") === true);
    await scene.press("bob", scene.living(), "tank:pitch");
    const values = { title: "No such thing", approach: ["wild-card"], speedup: "2", reason: "count knows 7 of them" };
    const files = { files: [{ name: "broken.ts", bytes: broken }] };
    expect(await scene.answered(() => discord.submitModal({ user: scene.person("bob"), values, files }))).toContain(
      "Contestant B",
    );
    await scene.until(() => scene.reply("Contestant B") !== undefined);

    // In mid-round, and then at the first verdict, which Discord no longer knows by its nonce.
    await bot.kill();
    await bot.start();
    expect(await scene.type("hanna", "tank host close")).toContain("Pitching is over");
    await bot.kill();
    const verdicts = () => discord.messages(channel).filter((message) => titleOf(message).includes("VERDICT ON"));
    expect(verdicts()).toEqual([]);
    await killedAt(edges);
    expect(verdicts()).toHaveLength(1);
    discord.letTimePass(6 * 60_000);
    await bot.start();
    await scene.until(() => scene.lives("decided"));
    await scene.until(() => scene.isDebriefed());
    await bot.stop();

    expect(verdicts().map(titleOf)).toEqual([
      expect.stringContaining("VERDICT ON A"),
      expect.stringContaining("VERDICT ON B, NO SUCH THING: COMPILE ERROR"),
    ]);
    const pictures = verdicts().map(
      ({ files: attached }) => attached.filter(({ name }) => name.endsWith(".png")).length,
    );
    expect(pictures).toEqual([1, 0]);
    const logs = scene.public().flatMap((message) => message.files.filter(({ name }) => name.endsWith(".log.txt")));
    expect(logs).toHaveLength(1);
    expect(scene.refs()).toEqual([...new Set(scene.refs())]);
    expect(
      scene
        .public()
        .map(textOf)
        .filter((text) => text.includes("Contestant A: Two strides")),
    ).toHaveLength(1);
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

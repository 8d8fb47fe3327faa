import { once } from "node:events";
import { existsSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { main as doCommand } from "../../src/bot/cli/tank/do.ts";
import { BotFolder, quickSeason } from "../terminal-chat/bot-process.ts";
import { session } from "../terminal-chat/session.ts";

let folder: BotFolder;
beforeAll(() => {
  folder = new BotFolder();
});
afterAll(() => folder[Symbol.dispose]());

async function tankDo(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const seen = { out: "", err: "" };
  const code = await doCommand([...argv, "--data", folder.data], {
    print: (text) => {
      seen.out += text;
    },
    complain: (text) => {
      seen.err += text;
    },
  });
  return { code, ...seen };
}

async function json(...argv: string[]) {
  const { out } = await tankDo(...argv, "--json");
  expect(out.trimEnd().split("\n")).toHaveLength(1);
  return JSON.parse(out);
}

describe("tank do without a bot", () => {
  it("starts the season, does the command and leaves its runs to a bot", async () => {
    const { out } = await tankDo("@Hanna", '/tank open title="The I-Told-You-So"', "--season", quickSeason);
    expect(out.replaceAll(/\s+/g, " ")).toContain(
      "No bot is running: what waits is measured by `npm start`, or by this command with `--wait`.",
    );
    expect(await json("/tank status", "--season", "quick-replay")).toMatchObject({
      ok: true,
      command: "/tank status",
      facts: { round: { state: "opening", host: "hanna" }, runs: [{ what: "the baseline's check", state: "queued" }] },
    });
  });

  it("refuses with exit code 1, on stderr or as JSON", async () => {
    const refused = await tankDo("@ada", "/vote", "A", "p=150", "--season", "quick-replay");
    expect(refused).toEqual({
      code: 1,
      out: "",
      err: expect.stringMatching(/^tank: p can't be "150"\.\nWrite a chance/),
    });
    const told = await tankDo("@ada", "/vote A p=150", "--season", "quick-replay", "--json");
    expect(told.code).toBe(1);
    expect(JSON.parse(told.out)).toEqual({
      ok: false,
      error: {
        code: "bad-value",
        message: 'p can\'t be "150".',
        hint: expect.stringContaining("0 to 100"),
        about: ["p"],
      },
    });
  });

  it.each([
    [[], "There is no command to give."],
    [["@ada"], "There is no command to give."],
    [["@a/b/c", "/vote"], "is no name"],
    [["/vote", "--nonsense"], "Unknown option '--nonsense'"],
    [["/pitch x --file nowhere.ts"], "nowhere.ts does not exist."],
    [["/pitch x", "--file", "nowhere.ts"], "nowhere.ts does not exist."],
  ])("%j is refused before anything is opened", async (argv, sentence) => {
    await expect(tankDo(...argv)).rejects.toMatchObject({
      name: "UserError",
      message: expect.stringContaining(sentence),
    });
  });
});

describe("tank do beside a running bot", () => {
  it("plays the rest of the round through its socket, as if it had been typed there", async () => {
    // What a bot that was killed left behind.
    writeFileSync(join(folder.data, "tank.sock"), "");
    const bot = folder.start();
    const lines: string[] = [];
    const shown = createInterface(bot.stdout);
    const isReady = new Promise((resolve) => {
      shown.on("line", (line) => {
        lines.push(line);
        if (line.includes("What you can say")) resolve(null);
      });
    });
    bot.stderr.resume();
    bot.stdin.write("/tank help\n");
    await isReady;
    expect(statSync(join(folder.data, "tank.sock")).mode & 0o777).toBe(0o600);

    const codes: number[] = [];
    for (const [by, text] of session.slice(1)) {
      const [line = ""] = text.split(" --file");
      const file = text === line ? [] : ["--file", join(folder.path, "kernel.ts")];
      const wait = text === "/tank close voting" ? ["--wait"] : [];
      codes.push((await tankDo(`@${by}`, line, ...file, ...wait)).code);
    }
    expect(codes).toEqual([0, 0, 1, 1, 0, 0, 0, 0, 1, 1, 0, 0, 1, 0]);
    expect(await json("@tom", "/tank status")).toMatchObject({
      facts: { season: "quick-replay", round: { state: "decided", promoted: null, ballots: 3 }, runs: [] },
    });
    expect(await json("/tank scoreboard")).toMatchObject({ facts: { wins: 0, counted: 1, bankrupt: false } });
    expect(await json("/tank status", "--season", "another")).toMatchObject({ error: { code: "other-season" } });

    // The bot's own terminal showed each announcement once.
    expect(lines.filter((line) => line.startsWith("VERDICT ON"))).toEqual([
      "VERDICT ON A, TILE SIZE TUNING: COMPILE ERROR",
      "VERDICT ON B, THE WILD CARD: WRONG RESULT",
    ]);
    expect(lines.filter((line) => line.includes("BACK TO BASELINE"))).toHaveLength(1);

    const many = await Promise.all(
      Array.from({ length: 200 }, (_, i) => json(`@s${i}`, i % 2 ? "/tank status" : "/vote A p=5")),
    );
    expect(many.filter(({ ok }) => ok)).toHaveLength(100);
    expect(many.filter(({ error }) => error?.code === "no-open-round")).toHaveLength(100);

    bot.stdin.end();
    expect(await once(bot, "close")).toEqual([0, null]);
    expect(existsSync(join(folder.data, "tank.sock"))).toBe(false);
  }, 120_000);
});

import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { main as doCommand } from "../../src/bot/cli/tank/do.ts";
import { exportProgram } from "../../src/bot/cli/tank/export.ts";
import { importProgram } from "../../src/bot/cli/tank/import.ts";
import { openEmbedded } from "../../src/rounds/store/embedded.ts";
import { brokenInvariants } from "../../src/rounds/store/invariants.ts";
import { BotFolder } from "../terminal-chat/bot-process.ts";

let folder: BotFolder;
let printed = "";
beforeAll(() => {
  folder = new BotFolder();
});
afterAll(() => folder[Symbol.dispose]());
beforeEach(() => {
  printed = "";
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});

const at = (...parts: string[]) => join(folder.path, ...parts);

function write(name: string, text: string): string {
  writeFileSync(at(name), text);
  return at(name);
}

describe("beside a running bot", () => {
  it("a season goes out and comes in under another name, and a command's files are written by whoever asked", {
    timeout: 180_000,
  }, async () => {
    const bot = folder.start();
    bot.stdin.write('@hanna /tank open title="Written down"\n');
    for await (const line of createInterface(bot.stdout)) if (line.includes("WRITTEN DOWN")) break;
    bot.stdin.write("@hanna /tank cancel reason=enough\n");
    bot.stdout.resume();
    const said: string[] = [];
    const streams = { print: (text: string) => void said.push(text), complain: (text: string) => void said.push(text) };
    expect(await doCommand(["/tank picture", "--json", "--data", folder.data, "--out", at("out")], streams)).toBe(0);
    const { files } = JSON.parse(said.join(""));
    expect(files).toEqual([at("out", "quick-replay.png")]);
    expect(readFileSync(files[0]).subarray(1, 4).toString()).toBe("PNG");

    const place = ["--season", "quick-replay", "--data", folder.data];
    expect(await exportProgram([...place, "--out", at("export"), "--json"])).toBe(0);
    expect(JSON.parse(printed)).toMatchObject({ ok: true, facts: { season: "quick-replay", round: null } });
    const archive = at("export", "season.json");
    await expect(importProgram([archive, "--data", folder.data])).rejects.toMatchObject({ code: "season-exists" });
    expect(await importProgram([archive, "--as", "again", "--data", folder.data])).toBe(0);
    bot.stdin.end();
    await once(bot, "close");
    await using database = await openEmbedded(folder.data, (error) => {
      throw error;
    });
    expect(await brokenInvariants(database.db)).toEqual([]);
    const seasons = await database.db.selectFrom("season").select("name").orderBy("id").execute();
    expect(seasons.map(({ name }) => name)).toEqual(["quick-replay", "again"]);
  });
});

describe("without a bot", () => {
  it("a season goes to another data folder and back, byte by byte", async () => {
    const place = ["--season", "quick-replay", "--data", folder.data];
    await exportProgram([...place, "--out", at("first"), "--private"]);
    await importProgram([at("first", "season.json"), "--data", at("elsewhere")]);
    await exportProgram(["--season", "quick-replay", "--data", at("elsewhere"), "--out", at("second"), "--private"]);
    expect(readFileSync(at("second", "season.json"), "utf8")).toBe(readFileSync(at("first", "season.json"), "utf8"));
  });

  it("goes into a numbered folder of the data folder, and never over other files", async () => {
    const place = ["--season", "quick-replay", "--data", folder.data];
    await exportProgram([...place, "--json"]);
    const [first] = JSON.parse(printed).files;
    expect(first).toBe(join(folder.data, "files", "quick-replay-export", "00-context.md"));
    mkdirSync(at("mine"));
    write("mine/00-context.md", "my own notes");
    await expect(exportProgram([...place, "--out", at("mine")])).rejects.toMatchObject({ code: "file-exists" });
    expect(readFileSync(at("mine/00-context.md"), "utf8")).toBe("my own notes");
    await exportProgram([...place, "--out", at("mine"), "--overwrite"]);
    expect(readFileSync(at("mine/00-context.md"), "utf8")).toContain("## Baseline");
  });

  it("a season played by hand is kept as history, which counts and is never scored", async () => {
    const scorecard = write(
      "winter.yml",
      `scorecard: 1
season: winter
title: Shark Tank
problem: nvfp4-group-gemm-wasm
rounds:
  - title: The Safe Bet
    winner: Pipeline Stages
    prediction: 1.5x faster
    reality: 30% SLOWER
    success: false
    credibility: -50
    quotes: ["SHARKS: UNANIMOUS YES!"]
approaches:
  pipeline-stages: { name: Pipeline Stages, status: eliminated, round: 1, why: [It was slower.] }
`,
    );
    expect(await importProgram([scorecard, "--data", at("winter")])).toBe(0);
    expect(printed).toContain("Imported season winter");
    const said: string[] = [];
    const streams = { print: (text: string) => void said.push(text), complain: (text: string) => void said.push(text) };
    await doCommand(["/tank scoreboard", "--json", "--season", "winter", "--data", at("winter")], streams);
    expect(JSON.parse(said.join("")).facts).toMatchObject({
      lines: [{ round: 1, winner: "Pipeline Stages", credibility: -50, imported: true }],
      wins: 0,
      counted: 1,
      credibility: -50,
    });
    await expect(importProgram([scorecard, "--data", at("winter")])).rejects.toMatchObject({ code: "season-exists" });
  });

  it.each([
    ["a file that isn't there", () => at("nowhere.json"), "nowhere.json does not exist."],
    ["broken JSON", () => write("a.json", '{ "archive": '), "is no valid JSON"],
    ["broken YAML", () => write("a.yml", "scorecard: 1\n\tseason: x"), "is no valid YAML"],
    ["something else", () => write("b.json", '{ "name": "shark-tank" }'), "neither a season's archive nor a scorecard"],
    ["an empty file", () => write("c.yml", ""), "neither a season's archive nor a scorecard"],
    [
      "a scorecard with a typing mistake",
      () => write("d.yml", "scorecard: 1\nseason: x\ntitle: T\nproblem: p\nrounds:\n  - { title: A, winer: B }"),
      /rounds\.0\.winner: .*rounds\.0\.winer: there is no such key/,
    ],
  ])("%s is refused with the place", async (_, path, sentence) => {
    await expect(importProgram([path(), "--data", at("refused")])).rejects.toMatchObject({
      name: "UserError",
      message: typeof sentence === "string" ? expect.stringContaining(sentence) : expect.stringMatching(sentence),
    });
  });

  it.each([
    [["--round", "0"], "--round can't be"],
    [["--nonsense"], "Unknown option '--nonsense'"],
    [["--season", "nobody"], 'There is no season "nobody"'],
  ])("export %j is refused", async (argv, sentence) => {
    await expect(exportProgram([...argv, "--data", at("refused")])).rejects.toMatchObject({
      name: "UserError",
      message: expect.stringContaining(sentence),
    });
  });
});

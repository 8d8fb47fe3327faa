import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { init } from "../../src/bot/cli/tank/init.ts";
import { runCommand } from "../../src/bot/commands/run-command.ts";
import { firstSession } from "../../src/bot/init/first-session.ts";
import { safeLog } from "../../src/bot/log.ts";
import { readConfig } from "../../src/bot/read-config.ts";
import { localPlan } from "../../src/bot/runner-choice.ts";
import { findOrStartSeason, readProblemNow, SeasonFile } from "../../src/bot/season-file.ts";
import { attachFile } from "../../src/bot/terminal/attach-file.ts";
import { currentBaseline } from "../../src/rounds/store/baselines.ts";
import { getSource } from "../../src/rounds/store/sources.ts";
import { readProblem } from "../../src/runner/problem.ts";
import { plainRunner } from "../../src/runner/runner-settings.ts";
import { writeShortSeason } from "../chat/short-season.ts";
import { announced, openWorld, reportOf, runAll } from "../play/world.ts";

const doubling = fileURLToPath(new URL("../fixtures/problems/doubling", import.meta.url));

let path = "";
let folder = "";
let printed = "";
beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), "tank-init-"));
  folder = join(path, "seasons");
  mkdirSync(folder);
  printed = "";
});
afterEach(() => rmSync(path, { recursive: true }));

const asked: string[] = [];
function start(argv: readonly string[], said: readonly string[] | null = null, plan = localPlan): Promise<number> {
  asked.length = 0;
  const ask = async (question: string) => {
    asked.push(question);
    return said?.[asked.length - 1] ?? "";
  };
  const print = (text: string) => {
    printed += text;
  };
  return init(argv, { ask: said === null ? null : ask, print, folder, plan });
}

const season = () => readConfig(join(folder, "winter.yml"), SeasonFile);

describe("npm run tank -- init", () => {
  it("checks and times the problem's baseline, and writes a season that can be played", async () => {
    const given = ["--problem", doubling, "--name", "winter", "--title", 'The "Tank": #1', "--runner", "box", "--yes"];
    const plan = { ...localPlan, runners: [...localPlan.runners, plainRunner("box")] };
    expect(await start(given, null, plan)).toBe(0);
    // What config/tank.yml needs stands before how to play, and the lines to paste stand without a frame.
    const order = [
      "First, in",
      "seasons:",
      "winter: { runner: box }",
      "Then",
      "Play it: npm start",
      "\n/tank open title=",
    ];
    const places = order.map((text) => printed.indexOf(text));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
    expect(printed).toContain("Season winter is ready");
    expect(printed).toContain(join(folder, "winter.yml"));
    expect(season()).toMatchObject({ name: "winter", title: 'The "Tank": #1', problem: doubling });
    expect(readFileSync(join(folder, "winter.yml"), "utf8")).toMatch(/# {3}\S.* µs\n/);
  });

  it("asks for what is not given, with a default for each", async () => {
    expect(await start(["--problem", doubling], ["winter", "", "", ""])).toBe(0);
    expect(asked.map((question) => question.split(" ")[0])).toEqual(["What", "Its", "The", "Which"]);
    expect(season().title).toBe("Doubling");
  });

  it("prints a first round that plays as it stands", async () => {
    await using world = await openWorld();
    await findOrStartSeason(world.game, writeShortSeason(folder));
    const session = firstSession("short", await readProblem(doubling), doubling);
    const lines = /<<'END'\n([\s\S]*?)\nEND\n/.exec(session)?.[1]?.split("\n") ?? [];
    const tank = {
      game: world.game,
      season: "short",
      log: safeLog({ write: () => undefined }, null),
      readProblem: readProblemNow,
    };
    for (const line of lines) {
      const [, by = "hanna", text = ""] = /^(?:@(\w+) )?(.*)$/.exec(line) ?? [];
      const reply = await runCommand(tank, { by, text, files: [], readFile: attachFile });
      expect(reply.ok ? "" : reply.error.message).toBe("");
      await runAll(world, "short", (run) => {
        const report = reportOf(run, run.candidate ? 1.5 : 1);
        return { ...report, cases: report.cases.map((each, at) => ({ ...each, label: ["small", "large"][at] ?? "" })) };
      });
    }
    expect(await announced(world, "short")).toContain("verdict");
  });

  it("prints the first round that the documents print", async () => {
    const problem = await readProblem(fileURLToPath(new URL("../../config/new-problem/wasm", import.meta.url)));
    const [, command = ""] =
      /(npm start[\s\S]*?END\n)\n/.exec(firstSession("row-sums", problem, "config/problems/row-sums")) ?? [];
    const page = readFileSync(fileURLToPath(new URL("../../docs/problems.md", import.meta.url)), "utf8");
    expect(command).toContain("simd.ts");
    expect(page).toContain(command);
  });

  it("takes another baseline, which the season then starts with", async () => {
    const text = `${readFileSync(join(doubling, "baseline.as"), "utf8")}// mine\n`;
    const kernel = join(path, "my-kernel.as");
    writeFileSync(kernel, text);
    await start(["--problem", doubling, "--name", "winter", "--baseline", kernel, "--yes"]);
    expect(season().baseline).toBe("../my-kernel.as");
    await using world = await openWorld();
    const { id } = await findOrStartSeason(world.game, join(folder, "winter.yml"));
    const { source_sha256 } = await currentBaseline(world.database.db, id);
    expect(Object.values(await getSource(world.database.db, source_sha256))).toEqual([text]);
  });

  it.each([
    ["computes the wrong thing", (code: string) => code.replace(/\* 2|\* 2\.0|2 \*/, "* 3"), "wrong result"],
    ["does not compile", () => "export function nonsense(: void {}", "failed at the stage"],
  ])("refuses a baseline that %s, and writes nothing", async (_, edit, sentence) => {
    const code = readFileSync(join(doubling, "baseline.as"), "utf8");
    const kernel = join(path, "wrong.as");
    expect(edit(code)).not.toBe(code);
    writeFileSync(kernel, edit(code));
    await expect(
      start(["--problem", doubling, "--name", "winter", "--baseline", kernel, "--yes"]),
    ).rejects.toMatchObject({ code: "baseline-wrong", message: expect.stringContaining(sentence) });
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    [["--problem", doubling, "--name", "Win ter", "--yes"], "can't name a season"],
    [["--problem", doubling, "--name", "taken", "--yes"], "is there already, and is never overwritten"],
    [["--problem", "nowhere", "--yes"], "There is no problem folder at"],
    [["--problem", doubling, "--name", "winter", "--runner", "h100", "--yes"], 'There is no runner "h100"'],
    [["--problem", doubling], "There is no --name, and no terminal to ask at."],
    [["--problem", doubling, "--name", "winter", "--baseline", "nowhere.as", "--yes"], "nowhere.as does not exist."],
    [["--nonsense"], "Unknown option '--nonsense'"],
  ])("%j is refused before anything runs", async (argv, sentence) => {
    writeFileSync(join(folder, "taken.yml"), "name: taken\n");
    await expect(start(argv)).rejects.toMatchObject({ name: "UserError", message: expect.stringContaining(sentence) });
    expect(readFileSync(join(folder, "taken.yml"), "utf8")).toBe("name: taken\n");
  });
});

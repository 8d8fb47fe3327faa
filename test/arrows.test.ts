import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const project = fileURLToPath(new URL("..", import.meta.url));
const biome = join(project, "node_modules/@biomejs/biome/bin/biome");

const forbidden = [
  ["src/rounds/planted.ts", "../bot/announce.ts"],
  ["src/rounds/planted.ts", "../runner/launching/launch.ts"],
  ["src/rounds/play/planted.ts", "../../runner/launching/launch.ts"],
  ["src/rounds/planted.ts", "execa"],
  ["src/rounds/planted.ts", "kysely"],
  ["src/rounds/planted.ts", "node:fs"],
  ["src/rounds/planted.ts", "discord.js"],
  ["src/rounds/store/planted.ts", "../../bot/announce.ts"],
  ["src/runner/planted.ts", "../bot/announce.ts"],
  ["src/runner/planted.ts", "../rounds/judging/verdict.ts"],
  ["src/runner/planted.ts", "../rounds/store/rounds.ts"],
  ["src/runner/planted.ts", "kysely"],
  ["src/bot/planted.ts", "kysely"],
  ["src/bot/planted.ts", "execa"],
  ["src/bot/planted.ts", "@slack/bolt"],
  ["src/bot/planted.ts", "discord.js"],
  ["src/bot/planted.ts", "@modelcontextprotocol/sdk/types.js"],
  ["src/rounds/planted.ts", "@modelcontextprotocol/sdk/types.js"],
  ["src/runner/planted.ts", "@modelcontextprotocol/sdk/types.js"],
  ["src/bot/agents/planted.ts", "@slack/bolt"],
  ["src/bot/agents/planted.ts", "../slack/blocks/render-card.ts"],
  ["src/bot/slack/planted.ts", "discord.js"],
  ["src/bot/slack/planted.ts", "../discord/command-paths.ts"],
  ["src/bot/discord/planted.ts", "@slack/types"],
  ["src/bot/discord/planted.ts", "../slack/blocks/render-card.ts"],
  ["src/bot/discord/planted.ts", "../terminal/render-card.ts"],
] as const;

const allowed = [
  ["src/bot/agents/planted.ts", "@modelcontextprotocol/sdk/types.js"],
  ["src/runner/planted.ts", "../rounds/report.ts"],
  ["src/runner/planted.ts", "../rounds/store/worker-queries.ts"],
  ["src/bot/planted.ts", "../rounds/play/open-round.ts"],
  ["src/rounds/store/planted.ts", "kysely"],
  ["src/bot/slack/planted.ts", "@slack/types"],
  ["src/bot/discord/planted.ts", "discord.js"],
  ["src/bot/discord/planted.ts", "../commands/table.ts"],
] as const;

const plantedAt = (path: string, index: number) => path.replace("planted", `planted-${index}`);

let folder: string;
let complaints: string;

/** All plants stand in a folder of their own under our configuration, and are linted at once. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tank-arrows-"));
  cpSync(join(project, "biome.json"), join(folder, "biome.json"));
  const plants = [...forbidden, ...allowed].map(
    ([path, from], index) => [plantedAt(path, index), `import "${from}";\n`] as const,
  );
  for (const [path, source] of [
    ...plants,
    ["src/rounds/home.ts", "export const home = process.env.HOME;\n"] as const,
  ]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), source);
  }
  const argv = [biome, "lint", "--reporter=github", "--max-diagnostics=none", "."];
  complaints = spawnSync(process.execPath, argv, { cwd: folder, encoding: "utf8" }).stdout;
});
afterAll(() => rmSync(folder, { recursive: true }));

const complaintsAbout = (path: string) =>
  complaints
    .split("\n")
    .filter((line) => line.includes(`/${path},`))
    .join("\n");

describe("the import arrows", () => {
  it.each(forbidden.map(([path, from], index) => ({ path, from, at: plantedAt(path, index) })))(
    "$path may not import $from",
    ({ at }) => expect(complaintsAbout(at)).toContain("noRestrictedImports"),
  );

  it.each(allowed.map(([path, from], index) => ({ path, from, at: plantedAt(path, forbidden.length + index) })))(
    "$path may import $from",
    ({ at }) => expect(complaintsAbout(at)).not.toContain("noRestrictedImports"),
  );

  it("refuses to read the environment outside of its reader", () => {
    expect(complaintsAbout("src/rounds/home.ts")).toContain("noProcessEnv");
  });

  it("knows every source file: each belongs to the game, to machines or to people", () => {
    const files = execFileSync("git", ["ls-files", "src/*.ts"], { cwd: project, encoding: "utf8" }).trim().split("\n");
    expect(files.filter((file) => !/^src\/(rounds|runner|bot)\//.test(file))).toEqual([]);
  });
});

import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { configPath, problemFolder, projectFolder } from "../../src/bot/cli/paths.ts";

const sessions = fileURLToPath(new URL("./sessions", import.meta.url));
const founding = "nvfp4-shark-tank";

/** What each session must end with, by the last lines that it prints. */
const ends: Readonly<Record<string, RegExp>> = {
  redemption: /Total +1 for 3[\s\S]*"THE WILD CARD"/,
  "zero-for-three": /Total +0 for 3/,
  "code-after-the-vote": /Total +1 for 3/,
  repair: /IT COMPUTES AGAIN[\s\S]*correct again/,
  research: /WHAT WE KNOW NOW[\s\S]*argued in round 3[\s\S]*Total +0 for 2/,
  "without-a-vote": /A NEW BASELINE|REDEMPTION/,
};

/** Plays round 3 of the founding season on, in each way that the game knows, with real builds and measurements. */
export async function benchSessions(argv: readonly string[]): Promise<void> {
  const names = readdirSync(sessions).map((file) => file.replace(/\.txt$/, ""));
  for (const name of names.filter((each) => argv.length === 0 || argv.includes(each))) await play(name);
}

async function play(name: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), `tank-${name}-`));
  try {
    const season = name === "repair" ? brokenSeason(folder) : founding;
    const startedAt = performance.now();
    const { stdout } = await execa(
      process.execPath,
      ["src/start.js", "start", "--terminal", "--season", season, "--data", join(folder, "data")],
      { cwd: projectFolder, input: readFileSync(join(sessions, `${name}.txt`)), stderr: "ignore" },
    );
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
    process.stdout.write(`${stdout}\n\n`);
    const end = ends[name];
    if (!end?.test(stdout)) throw new Error(`the session "${name}" did not end as it should: ${end}`);
    process.stdout.write(`${"=".repeat(100)}\n${name}: played to its end in ${seconds} s\n\n`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The founding season on a copy of its problem whose baseline decodes half of the values wrong. */
function brokenSeason(folder: string): string {
  const problem = join(folder, "broken");
  cpSync(problemFolder("nvfp4-group-gemm-wasm"), problem, { recursive: true });
  const baseline = join(problem, "baseline.ts");
  writeFileSync(
    baseline,
    readFileSync(baseline, "utf8").replace("[0, 0.5, 1, 1.5, 2, 3, 4, 6,", "[9, 9, 9, 9, 9, 9, 9, 9,"),
  );
  const season = join(folder, "broken.yml");
  const text = readFileSync(configPath("seasons", `${founding}.yml`), "utf8");
  writeFileSync(season, text.replace(/^problem: .*$/m, `problem: ${problem}`));
  return season;
}

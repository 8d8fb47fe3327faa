import { cpSync, existsSync, readdirSync } from "node:fs";
import { basename, isAbsolute, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { localRunner } from "../../../rounds/store/queue.ts";
import { UserError } from "../../../rounds/user-error.ts";
import { readProblem } from "../../../runner/problem.ts";
import { newProblemCard } from "../../cards/new-problem-card.ts";
import { loadConfig } from "../../config.ts";
import { hasGpuHere, runnerForPython } from "../../runner-for-python.ts";
import { renderCard, terminalLook } from "../../terminal/render-card.ts";
import { configPath } from "../paths.ts";
import { usageText } from "../run-cli.ts";

const usage = `Usage: npm run tank -- problem new NAME [options]

Writes a small problem that plays: reference, task.yml, baseline and one candidate that is really faster, to be
changed into yours. NAME lies in config/problems; a path, such as ./my-problem, lies where it says.

  --lang py     a kernel in Python with torch, measured by a runner with a GPU or with \`device: cpu\`
  --lang wasm   a kernel in AssemblyScript, which Node alone measures on any machine
                (default: py where config/tank.yml sends runs to a runner of yours, else wasm)
  --help        this text
`;

const languages = ["py", "wasm"] as const;
type Language = (typeof languages)[number];

/** `npm run tank -- problem new NAME`. */
export async function problemNew(argv: readonly string[]): Promise<number> {
  const { values, positionals } = readOptions(argv);
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  const [name, another] = positionals;
  if (name === undefined || another !== undefined) {
    throw new UserError("usage", "Name one new problem.", "npm run tank -- problem new --help shows how.");
  }
  const lang = readLanguage(values.lang);
  const folder = newFolder(name);
  cpSync(configPath("new-problem", lang), folder, { recursive: true, errorOnExist: true, force: false });
  const { candidates } = await readProblem(folder);
  const said = isPath(name) ? name : basename(folder);
  const written = {
    folder: shownFrom(process.cwd(), folder),
    files: readdirSync(folder).toSorted(),
    said,
    lang,
  };
  const runner = lang === "py" ? runnerForPython(loadConfig().plan, hasGpuHere()) : null;
  const card = newProblemCard({ ...written, candidate: Object.keys(candidates)[0] ?? "baseline", runner });
  process.stdout.write(renderCard(card, terminalLook(process.stdout)));
  return 0;
}

function readLanguage(text: string | undefined): Language {
  if (text === undefined) return loadConfig().plan.usual === localRunner ? "wasm" : "py";
  const found = languages.find((each) => each === text);
  if (found !== undefined) return found;
  throw new UserError("usage", `--lang can't be "${text.slice(0, 60)}".`, `There are ${languages.join(" and ")}.`);
}

function shownFrom(here: string, folder: string): string {
  const path = relative(here, folder);
  return path.startsWith("..") ? folder : path;
}

const isPath = (name: string) => name.includes("/") || isAbsolute(name);

/** @throws UserError for a place that is taken, and for what can't name a folder */
function newFolder(name: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9_.-]{0,79}$/.test(basename(name))) {
    const message = `"${name.slice(0, 100)}" can't name a problem.`;
    throw new UserError("problem-name", message, "Use letters, digits, dashes and underscores: row-norms");
  }
  const folder = isPath(name) ? resolve(name) : configPath("problems", name);
  if (!existsSync(folder)) return folder;
  throw new UserError(
    "problem-exists",
    `${folder} is there already, and is never overwritten.`,
    "Choose another name.",
  );
}

function readOptions(argv: readonly string[]) {
  const options = { lang: { type: "string" }, help: { type: "boolean", default: false } } as const;
  try {
    return parseArgs({ args: [...argv], allowPositionals: true, options });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UserError("usage", usageText(error), "npm run tank -- problem new --help lists the options.");
  }
}

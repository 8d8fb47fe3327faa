import { existsSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";
import { parse } from "yaml";
import { Season } from "../../../rounds/season.ts";
import { UserError } from "../../../rounds/user-error.ts";
import { readProblem } from "../../../runner/problem.ts";
import { initCard } from "../../cards/init-card.ts";
import { loadConfig } from "../../config.ts";
import { checkBaseline } from "../../init/check-baseline.ts";
import { firstSession } from "../../init/first-session.ts";
import { seasonText } from "../../init/season-text.ts";
import { checkConfig } from "../../read-config.ts";
import { findRunner, runnerChoice } from "../../runner-choice.ts";
import type { RunnerPlan } from "../../runner-keys.ts";
import { readBaseline, SeasonFile } from "../../season-file.ts";
import { progressLine } from "../../terminal/progress-line.ts";
import { renderCard, terminalLook } from "../../terminal/render-card.ts";
import { runProgress } from "../../terminal/run-progress.ts";
import { configPath, embeddedProblem, problemFolder } from "../paths.ts";
import { usageText } from "../run-cli.ts";

const usage = `Usage: npm run tank -- init [options]

Asks for a problem, a name, a title, a baseline and a runner, builds, checks and times the baseline there,
and writes config/seasons/NAME.yml. A baseline that is wrong in any case is refused, and nothing is written.

  --problem P    a folder in config/problems, or a path to one
  --name NAME    the season's name: lower case, digits and dashes
  --title TEXT   its title on cards
  --baseline A   a kernel's file, or "baseline": the problem's own
  --runner R     where it is measured: a runner of config/tank.yml, "local" is this machine
  --yes          asks nothing: what is left out takes its default
  --help         this text
`;

/** How a program reaches whoever started it; `ask` null: there is nobody to ask. */
export interface InitPlace {
  readonly ask: ((question: string, usual: string) => Promise<string>) | null;
  readonly print: (text: string) => void;
  /** Where season files lie. */
  readonly folder: string;
  readonly plan: RunnerPlan;
}

/** `npm run tank -- init`. */
export async function init(argv: readonly string[], place: InitPlace = terminalPlace()): Promise<number> {
  const given = readOptions(argv);
  if (given.help) {
    place.print(usage);
    return 0;
  }
  const answer = answers(given, place);
  const problemName = await answer(
    "problem",
    "Which problem (a folder in config/problems, or a path)?",
    embeddedProblem,
  );
  const problem = await readProblem(problemFolder(problemName));
  const name = checkName(
    await answer("name", "What is the season called?", freeName(problem.name, place.folder)),
    place,
  );
  const title = await answer("title", "Its title on cards?", problem.title);
  const baselinePath = await answer(
    "baseline",
    'The baseline ("baseline" is the problem\'s own, or a file)?',
    "baseline",
  );
  const { chosenFor } = runnerChoice(place.plan);
  const usual = chosenFor({ name, problem: problem.bundle });
  const names = place.plan.runners.map((each) => each.name).join(", ");
  const runner = findRunner(
    place.plan,
    await answer("runner", `Which runner measures it (there are: ${names})?`, usual),
  );
  const isOwn = baselinePath === "baseline";
  const baseline = isOwn ? problem.baseline : readBaseline(resolve(baselinePath), problem.baseline);
  const line = progressLine(process.stderr, process.stderr.isTTY ? "auto" : "silent");
  const onEvent = runProgress(runner.name, line);
  const checked = await checkBaseline(problem, baseline, runner, onEvent, place.plan).finally(() => line.clear());
  const path = join(place.folder, `${name}.yml`);
  const told = {
    name,
    title,
    problem: problemName.includes("/") ? resolve(problemName) : problemName,
    baseline: isOwn ? null : relative(dirname(path), resolve(baselinePath)),
  };
  const text = seasonText(told, checked);
  checkConfig(path, parse(text), SeasonFile);
  write(path, text);
  const isUsual = runner.name === usual;
  const card = initCard(path, { name, runner: isUsual ? null : runner.name }, checked);
  place.print(renderCard(card, terminalLook(process.stdout)));
  place.print(firstSession(name, problem, relative(process.cwd(), problemFolder(problemName))));
  return 0;
}

type Options = ReturnType<typeof readOptions>;
type Asked = "problem" | "name" | "title" | "baseline" | "runner";

/** An answer is an option, or what somebody says, or with --yes the default. */
function answers(given: Options, { ask }: InitPlace) {
  return async (key: Asked, question: string, usual: string): Promise<string> => {
    const option = given[key];
    if (option !== undefined) return option.trim();
    if (given.yes) return usual;
    if (ask !== null) return (await ask(question, usual)).trim() || usual;
    throw new UserError(
      "nobody-to-ask",
      `There is no --${key}, and no terminal to ask at.`,
      `Add it, or --yes for the defaults ("${usual}" here).`,
    );
  };
}

function checkName(name: string, { folder }: InitPlace): string {
  if (!Season.shape.name.safeParse(name).success) {
    const message = `"${name.slice(0, 60)}" can't name a season.`;
    throw new UserError("season-name", message, "Use lower case, digits and single dashes: winter-2027");
  }
  if (existsSync(join(folder, `${name}.yml`))) throw fileExists(join(folder, `${name}.yml`));
  return name;
}

function fileExists(path: string): UserError {
  return new UserError(
    "season-file-exists",
    `${path} is there already, and is never overwritten.`,
    "Choose another name with --name.",
  );
}

function write(path: string, text: string): void {
  try {
    writeFileSync(path, text, { flag: "wx" });
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    if (error.code === "EEXIST") throw fileExists(path);
    const message = `${path} can't be written (${error.message}).`;
    throw new UserError("files-unwritable", message, "Make config/seasons writable, and start again.", {
      cause: error,
    });
  }
}

/** The problem's name, with a number where a season is called so. */
function freeName(problem: string, folder: string): string {
  const stem =
    problem
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-+|-+$/g, "") || "season";
  for (let number = 1; ; number++) {
    const name = number === 1 ? stem : `${stem}-${number}`;
    if (!existsSync(join(folder, `${name}.yml`))) return name;
  }
}

function terminalPlace(): InitPlace {
  const isTerminal = process.stdin.isTTY && process.stdout.isTTY;
  return {
    ask: isTerminal ? askAtTerminal : null,
    print: (text) => process.stdout.write(text),
    folder: configPath("seasons"),
    plan: loadConfig().plan,
  };
}

async function askAtTerminal(question: string, usual: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const stop = new AbortController();
  // Ctrl-D is no answer, and must not look like one.
  terminal.once("close", () => stop.abort());
  try {
    return await terminal.question(`${question} [${usual}] `, { signal: stop.signal });
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    throw new UserError("stopped", "Stopped. Nothing was written.", "Start again: npm run tank -- init", {
      cause: error,
    });
  } finally {
    terminal.close();
  }
}

function readOptions(argv: readonly string[]) {
  const text = { type: "string" } as const;
  const flag = { type: "boolean", default: false } as const;
  const options = { problem: text, name: text, title: text, baseline: text, runner: text, yes: flag, help: flag };
  try {
    return parseArgs({ args: [...argv], options }).values;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UserError("usage", usageText(error), "npm run tank -- init --help lists the options.");
  }
}

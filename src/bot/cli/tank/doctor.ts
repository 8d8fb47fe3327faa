import { readdirSync } from "node:fs";
import { parseArgs } from "node:util";
import { openDatabase } from "../../../rounds/store/open-database.ts";
import { localRunner } from "../../../rounds/store/queue.ts";
import { UserError } from "../../../rounds/user-error.ts";
import { plainRunner, type Runner } from "../../../runner/runner-settings.ts";
import { doctorCard } from "../../cards/doctor-card.ts";
import { type Config, discordOf, loadConfig, slackOf } from "../../config.ts";
import { examineDiscord } from "../../discord/examine-discord.ts";
import { examineDatabase } from "../../doctor/examine-database.ts";
import { examineLauncher } from "../../doctor/examine-launcher.ts";
import { examineRunner } from "../../doctor/examine-runner.ts";
import { examine, type Finding } from "../../doctor/finding.ts";
import { readConfig } from "../../read-config.ts";
import type { RunnerPlan } from "../../runner-keys.ts";
import { SeasonFile } from "../../season-file.ts";
import { examineSlack } from "../../slack/examine-slack.ts";
import { renderCard, terminalLook } from "../../terminal/render-card.ts";
import { configPath, embeddedProblem, problemFolder } from "../paths.ts";
import { usageText } from "../run-cli.ts";
import { placeOf, placeOptions } from "./place.ts";

const usage = `Usage: npm run tank -- doctor [--data FOLDER] [--json]

Looks at the configuration, the chat platform that is configured and the database, measures the embedded baseline against itself, and asks the machine of
every runner in config/tank.yml what is there (not behind a scheduler, where that would wait in its queue).
Green or red, each red line with its remedy. Exit code 1 when anything is red.
`;

export async function doctor(argv: readonly string[]): Promise<number> {
  const { values } = readOptions(argv);
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  const findings = await findAll(values);
  if (values.json) process.stdout.write(`${JSON.stringify(findings)}\n`);
  else process.stdout.write(renderCard(doctorCard(findings), terminalLook(process.stdout)));
  return findings.every((finding) => finding.ok) ? 0 : 1;
}

function readOptions(argv: readonly string[]) {
  const flag = { type: "boolean", default: false } as const;
  try {
    return parseArgs({ args: [...argv], options: { ...placeOptions, json: flag, help: flag } });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UserError("usage", usageText(error), "npm run tank -- doctor --help lists the options.");
  }
}

async function findAll(values: { readonly data?: string | undefined }): Promise<readonly Finding[]> {
  let config: Config | null = null;
  const configuration = await examine("Configuration", async () => {
    config = loadConfig();
    const files = readdirSync(configPath("seasons")).filter((name) => name.endsWith(".yml"));
    for (const name of files) readConfig(configPath("seasons", name), SeasonFile);
    return `config/tank.yml and ${files.length} season files are valid; platforms: ${config.platforms.join(", ") || "the terminal"}`;
  });
  if (config === null) return [configuration];
  const place = placeOf(config, values);
  const database = await examine("Database", () => lookAtDatabase(place));
  const runner = await examine("Runner", () => examineRunner(problemFolder(embeddedProblem)));
  return [configuration, ...(await lookAtChats(config)), database, runner, ...(await lookAtRunners(place.plan))];
}

/** Nothing where no chat platform is configured. */
async function lookAtChats(config: Config): Promise<readonly Finding[]> {
  return [
    ...(await lookAtChat("Slack", () => slackOf(config), examineSlack)),
    ...(await lookAtChat("Discord", () => discordOf(config), examineDiscord)),
  ];
}

async function lookAtChat<Settings>(
  name: string,
  settingsOf: () => Settings | null,
  look: (settings: Settings) => Promise<string>,
): Promise<readonly Finding[]> {
  let isConfigured = true;
  const found = await examine(name, async () => {
    const settings = settingsOf();
    isConfigured = settings !== null;
    return settings === null ? "not configured" : look(settings);
  });
  return isConfigured ? [found] : [];
}

/** Every runner that somebody has set up; that of the embedded problem has been measured on already. */
async function lookAtRunners({ runners }: RunnerPlan): Promise<readonly Finding[]> {
  const usual = JSON.stringify(plainRunner(localRunner).settings);
  const setUp = runners.filter(({ name, settings }) => name !== localRunner || JSON.stringify(settings) !== usual);
  const builtBy = ({ name }: Runner) =>
    runners.filter(({ builder }) => builder?.name === name).map((each) => each.name);
  return Promise.all(
    setUp.map((runner) => examine(`Runner ${runner.name}`, () => examineLauncher(runner, builtBy(runner)))),
  );
}

async function lookAtDatabase(place: ReturnType<typeof placeOf>): Promise<string> {
  const where =
    place.databaseUrl === undefined
      ? `embedded, in ${place.dataFolder} (safe against a crash of the process, not of the machine)`
      : "PostgreSQL by DATABASE_URL";
  const onError = (error: Error): never => {
    throw error;
  };
  try {
    await using database = await openDatabase(place, { onError });
    return await examineDatabase(database, where);
  } catch (error) {
    // A bot that is playing holds the folder, which is as it should be.
    if (error instanceof UserError && error.code === "data-folder-in-use") return `${where}, in use by a running bot`;
    throw error;
  }
}

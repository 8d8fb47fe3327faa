import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { openDatabase } from "../../../rounds/store/open-database.ts";
import { UserError } from "../../../rounds/user-error.ts";
import { loadConfig } from "../../config.ts";
import { usageText } from "../run-cli.ts";
import { askBot, reachBot } from "./ask-bot.ts";
import { readBackup, writeBackup } from "./backup.ts";
import { outsideVersion, socketPath } from "./outside-protocol.ts";
import { placeOf, placeOptions } from "./place.ts";

const usage = `Usage: npm run tank -- backup FILE [--data FOLDER]
       npm run tank -- restore FILE [--data FOLDER]

backup writes everything but the queue to one packed file, as of one moment, also while the bot runs.
restore fills an empty database from it: a new data folder, or the PostgreSQL of DATABASE_URL,
whichever database the backup came from. Unfinished runs begin anew when the bot starts.
`;

/** `npm run tank -- backup FILE`. */
export async function backupProgram(argv: readonly string[]): Promise<number> {
  const wish = readWish(argv);
  if (wish === null) return 0;
  const { file, place } = wish;
  const bot = place.databaseUrl === undefined ? await reachBot(socketPath(place.dataFolder)) : null;
  // The embedded database belongs to the bot's process, so the bot writes the file.
  if (bot) {
    const reply = await askBot(bot, { version: outsideVersion, backup: file });
    if (!reply.ok) throw new UserError(reply.error.code, reply.error.message, reply.error.hint ?? undefined);
  } else {
    await using database = await openDatabase(place, { onError: rethrow });
    await writeBackup(database, file);
  }
  process.stdout.write(`Backed up to ${file}.\n`);
  return 0;
}

/** `npm run tank -- restore FILE`. */
export async function restoreProgram(argv: readonly string[]): Promise<number> {
  const wish = readWish(argv);
  if (wish === null) return 0;
  const { file, place } = wish;
  const runners = place.plan.runners.map(({ name }) => name);
  await using database = await openDatabase(place, { onError: rethrow, runners });
  const rows = await readBackup(database, file);
  process.stdout.write(`Restored ${rows} rows from ${file}. Start the bot: unfinished runs begin anew.\n`);
  return 0;
}

/** Null where only help was asked for. */
function readWish(argv: readonly string[]) {
  const { values, positionals } = readOptions(argv);
  if (values.help) {
    process.stdout.write(usage);
    return null;
  }
  const [file, another] = positionals;
  if (file === undefined || another !== undefined) {
    throw new UserError("usage", "Name one file.", "npm run tank -- backup --help shows how.");
  }
  return { file: resolve(file), place: placeOf(loadConfig(), values) };
}

function readOptions(argv: readonly string[]) {
  const options = { ...placeOptions, help: { type: "boolean", default: false } } as const;
  try {
    return parseArgs({ args: [...argv], allowPositionals: true, options });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UserError("usage", usageText(error), "npm run tank -- backup --help lists the options.");
  }
}

function rethrow(error: Error): never {
  throw error;
}

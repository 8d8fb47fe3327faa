import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { UserError } from "../../../rounds/user-error.ts";
import { withFiles } from "../../cards/files-section.ts";
import { keptCard } from "../../cards/kept-card.ts";
import type { Attachment } from "../../command.ts";
import { loadConfig } from "../../config.ts";
import { keptFiles } from "../../documents/kept-files.ts";
import { filesFolder, keepFiles } from "../../keep-files.ts";
import { renderCard, terminalLook } from "../../terminal/render-card.ts";
import { usageText } from "../run-cli.ts";
import { askBot, reachBot } from "./ask-bot.ts";
import { openOperatorGame } from "./operator-game.ts";
import { outsideVersion, receivedReply, socketPath } from "./outside-protocol.ts";
import { placeOf, placeOptions } from "./place.ts";

const usage = `Usage: npm run tank -- kept run:N|sha:HASH [options]

Writes what the database keeps, whatever a season's \`source\` lets a channel see: a run's raw outcome with its whole
log, or code by the first digits of its hash. Nothing of it goes to a chat. Also while the bot runs.

  --out DIR      where to (default: a new folder in files/ of the data folder)
  --data FOLDER  where the season is kept (default: the one in config/tank.yml)
  --help         this text
`;

/** `npm run tank -- kept`. */
export async function keptProgram(argv: readonly string[]): Promise<number> {
  const { values, positionals } = readOptions(argv);
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  const [wanted, another] = positionals;
  if (wanted === undefined || another !== undefined) {
    throw new UserError("usage", "Name one thing.", "npm run tank -- kept --help shows how.");
  }
  const place = placeOf(loadConfig(), values);
  const folder = values.out === undefined ? filesFolder(place.dataFolder) : resolve(values.out);
  const paths = keepFiles(folder, await filesOf(place, wanted));
  process.stdout.write(renderCard(withFiles(keptCard(wanted), paths), terminalLook(process.stdout)));
  return 0;
}

/** The embedded database belongs to the bot's process, so the bot reads it where one runs. */
async function filesOf(place: ReturnType<typeof placeOf>, wanted: string): Promise<readonly Attachment[]> {
  const bot = place.databaseUrl === undefined ? await reachBot(socketPath(place.dataFolder)) : null;
  if (bot === null) {
    await using open = await openOperatorGame(place);
    return await keptFiles(open.game.database.db, wanted);
  }
  const reply = receivedReply(await askBot(bot, { version: outsideVersion, kept: wanted }));
  if (!reply.ok) throw new UserError(reply.error.code, reply.error.message, reply.error.hint ?? undefined);
  return reply.files ?? [];
}

function readOptions(argv: readonly string[]) {
  const options = {
    ...placeOptions,
    out: { type: "string" },
    help: { type: "boolean", default: false },
  } as const;
  try {
    return parseArgs({ args: [...argv], allowPositionals: true, options });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UserError("usage", usageText(error), "npm run tank -- kept --help lists the options.");
  }
}

import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { UserError } from "../../../rounds/user-error.ts";
import { importCard } from "../../cards/import-card.ts";
import type { Reply } from "../../commands/run-command.ts";
import { loadConfig } from "../../config.ts";
import { importFile } from "../../import-file.ts";
import { renderCard, terminalLook } from "../../terminal/render-card.ts";
import { usageText } from "../run-cli.ts";
import { askBot, reachBot } from "./ask-bot.ts";
import { openOperatorGame } from "./operator-game.ts";
import { outsideVersion, receivedReply, socketPath } from "./outside-protocol.ts";
import { placeOf, placeOptions } from "./place.ts";

const usage = `Usage: npm run tank -- import FILE [options]

Reads a season in: the season.json of an export, or a scorecard of a season that was played by hand
(docs/archive.md shows one). All or nothing, and a season that is there already is never changed.

  --as NAME      under another name
  --json         one line of JSON instead of the card
  --data FOLDER  where seasons are kept (default: the one in config/tank.yml)
  --help         this text
`;

/** `npm run tank -- import FILE`. */
export async function importProgram(argv: readonly string[]): Promise<number> {
  const { values, positionals } = readOptions(argv);
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  const [file, another] = positionals;
  if (file === undefined || another !== undefined) {
    throw new UserError("usage", "Name one file.", "npm run tank -- import --help shows how.");
  }
  const reply = await importHere(placeOf(loadConfig(), values), { path: resolve(file), name: values.as });
  if (!reply.ok) throw new UserError(reply.error.code, reply.error.message, reply.error.hint ?? undefined);
  const { card, ...told } = reply;
  if (values.json) process.stdout.write(`${JSON.stringify({ ...told, files: [] })}\n`);
  else process.stdout.write(renderCard(card, terminalLook(process.stdout)));
  return 0;
}

/** The embedded database belongs to the bot's process, so the bot reads the file where one runs. */
async function importHere(
  place: ReturnType<typeof placeOf>,
  wish: { readonly path: string; readonly name: string | undefined },
): Promise<Reply> {
  const bot = place.databaseUrl === undefined ? await reachBot(socketPath(place.dataFolder)) : null;
  const asked = { path: wish.path, ...(wish.name === undefined ? {} : { name: wish.name }) };
  if (bot) return receivedReply(await askBot(bot, { version: outsideVersion, import: asked }));
  await using open = await openOperatorGame(place);
  const imported = await importFile(open.game, asked);
  return { ok: true, command: "import", card: importCard(imported), facts: imported };
}

function readOptions(argv: readonly string[]) {
  const flag = { type: "boolean", default: false } as const;
  const options = { ...placeOptions, as: { type: "string" }, json: flag, help: flag } as const;
  try {
    return parseArgs({ args: [...argv], allowPositionals: true, options });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UserError("usage", usageText(error), "npm run tank -- import --help lists the options.");
  }
}

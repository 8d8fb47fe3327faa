import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { UserError } from "../../../rounds/user-error.ts";
import { exportCard } from "../../cards/export-card.ts";
import { withFiles } from "../../cards/files-section.ts";
import { loadConfig } from "../../config.ts";
import { type ExportWish, exportFiles } from "../../documents/export-files.ts";
import { filesFolder, keepFiles, keepFilesAt } from "../../keep-files.ts";
import { renderCard, terminalLook } from "../../terminal/render-card.ts";
import { usageText } from "../run-cli.ts";
import { askBot, reachBot } from "./ask-bot.ts";
import { openOperatorGame } from "./operator-game.ts";
import { outsideVersion, receivedReply, socketPath } from "./outside-protocol.ts";
import { placeOf, placeOptions } from "./place.ts";

const usage = `Usage: npm run tank -- export [options]

Writes a season as pages to read (context, pitches, votes, tally, results, lessons) and as season.json, which
\`npm run tank -- import\` reads back in. Also while the bot runs. Ballots of an open vote are never in it.

  --round N      only this round
  --out DIR      where to (default: a new folder in files/ of the data folder)
  --overwrite    replaces what lies in DIR under the same names
  --private      with sharks' names and private measurements, whatever the season's rules say; and with code where
                 they say \`source: link\` (with \`source: none\` no export has any)
  --json         one line of JSON instead of the card
  --season NAME  which season (default: the one in config/tank.yml)
  --data FOLDER  where the season is kept (default: the one in config/tank.yml)
  --help         this text
`;

/** `npm run tank -- export`. */
export async function exportProgram(argv: readonly string[]): Promise<number> {
  const values = readOptions(argv);
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  const config = loadConfig();
  const place = placeOf(config, values);
  const wish = { season: values.season ?? config.season, round: readRound(values.round), private: values.private };
  const { files, ...told } = await filesOf(place, wish);
  const named = files.map(({ name, bytes }) => ({ name: `${wish.season}-export/${name}`, bytes }));
  const paths =
    values.out === undefined
      ? keepFiles(filesFolder(place.dataFolder), named)
      : keepFilesAt(resolve(values.out), files, values.overwrite);
  const facts = { season: wish.season, round: wish.round, ...told };
  if (values.json) process.stdout.write(`${JSON.stringify({ ok: true, command: "export", facts, files: paths })}\n`);
  else {
    const card = withFiles(exportCard(wish.season, wish.round, told), paths);
    process.stdout.write(renderCard(card, terminalLook(process.stdout)));
  }
  return 0;
}

/** The embedded database belongs to the bot's process, so the bot reads it where one runs. */
async function filesOf(place: ReturnType<typeof placeOf>, wish: ExportWish) {
  const bot = place.databaseUrl === undefined ? await reachBot(socketPath(place.dataFolder)) : null;
  if (bot === null) {
    await using open = await openOperatorGame(place);
    return await exportFiles(open.game, wish);
  }
  const reply = receivedReply(await askBot(bot, { version: outsideVersion, export: wish }));
  if (!reply.ok) throw new UserError(reply.error.code, reply.error.message, reply.error.hint ?? undefined);
  const { facts, files = [] } = reply;
  return {
    files,
    complete: !("complete" in facts && facts.complete === false),
    hasCode: !("hasCode" in facts && facts.hasCode === false),
  };
}

function readRound(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new UserError("usage", `--round can't be "${text.slice(0, 60)}".`, "Give a round's number: --round 3");
}

function readOptions(argv: readonly string[]) {
  const flag = { type: "boolean", default: false } as const;
  const text = { type: "string" } as const;
  const own = { round: text, out: text, overwrite: flag, private: flag, json: flag, season: text, help: flag };
  try {
    return parseArgs({ args: [...argv], options: { ...placeOptions, ...own } }).values;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UserError("usage", usageText(error), "npm run tank -- export --help lists the options.");
  }
}

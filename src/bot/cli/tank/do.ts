import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { armKillPoint } from "../../../rounds/kill-point.ts";
import { waitingRuns } from "../../../rounds/store/run-labels.ts";
import { getSeason } from "../../../rounds/store/seasons.ts";
import { UserError } from "../../../rounds/user-error.ts";
import type { Card } from "../../cards/card.ts";
import { withFiles } from "../../cards/files-section.ts";
import type { Attachment } from "../../command.ts";
import { type Reply, runCommand, type Tank } from "../../commands/run-command.ts";
import { loadConfig } from "../../config.ts";
import { parseName } from "../../grammar/chat-line.ts";
import { parseCommandLine, quoted } from "../../grammar/command-line.ts";
import { filesFolder, keepFiles } from "../../keep-files.ts";
import { openBareTank, openTank, type TankPlace } from "../../open-tank.ts";
import { attachFile } from "../../terminal/attach-file.ts";
import { ownName } from "../../terminal/chat.ts";
import { renderCard, terminalLook } from "../../terminal/render-card.ts";
import { usageText } from "../run-cli.ts";
import { askBot, reachBot } from "./ask-bot.ts";
import { outsideVersion, receivedReply, sentFile, socketPath } from "./outside-protocol.ts";
import { placeOptions, tankPlaceOf } from "./place.ts";

const usage = `Usage: npm run tank -- do [@name] '/command …' [options]

Gives one command from outside the chat: to the bot that runs on the data folder, or else straight to its database.
Without a name you are the operating system's user. Exit code: 0 done, 1 refused.

  --file PATH    attaches a file; may be given several times
  --out DIR      where files that come with the answer are written (default: files/ in the data folder)
  --json         one line of JSON instead of the card (docs/terminal.md has its keys)
  --wait         waits before and after the command until every run has ended; without a bot it does them itself
  --season NAME  which season (default: the running bot's, or the one in config/tank.yml)
  --data FOLDER  where the season is kept (default: the one in config/tank.yml)
  --help         this text

  npm run tank -- do @ada '/pitch "Three stages" approach=pipeline-stages speedup=1.5 num_ab_stage=3'
  npm run tank -- do @sam '/vote A p=70' --json
`;

interface Wish {
  readonly by: string;
  readonly text: string;
  readonly files: readonly Attachment[];
  readonly wait: boolean;
}

type Streams = { readonly print: (text: string) => void; readonly complain: (text: string) => void };

const terminal: Streams = {
  print: (text) => process.stdout.write(text),
  complain: (text) => process.stderr.write(text),
};

/** Returns the exit code: 0 where the command was done, 1 where it was refused. */
export async function main(argv: readonly string[], streams: Streams = terminal): Promise<number> {
  const { values, positionals } = readOptions(argv);
  if (values.help) {
    streams.print(usage);
    return 0;
  }
  const wish = readWish(positionals, values.file, values.wait);
  const config = loadConfig();
  armKillPoint(config.killAt);
  const place = tankPlaceOf(config, values);
  const { dataFolder } = place;
  const bot = await reachBot(socketPath(dataFolder));
  const reply = bot
    ? receivedReply(await askBot(bot, requestOf(wish, values.season ?? null)))
    : await answerHere(wish, place);
  const folder = values.out === undefined ? filesFolder(dataFolder) : resolve(values.out);
  show(reply, reply.ok ? keepFiles(folder, reply.files ?? []) : [], values.json, streams);
  return reply.ok ? 0 : 1;
}

function show(reply: Reply, paths: readonly string[], json: boolean, { print, complain }: Streams): void {
  if (json) {
    const { card: _, ...told } = reply;
    print(`${JSON.stringify(told.ok ? { ...told, files: paths } : told)}\n`);
  } else if (reply.ok) print(renderCard(withFiles(reply.card, paths), terminalLook(process.stdout)));
  else complain(`tank: ${reply.error.message}\n${reply.error.hint === null ? "" : `${reply.error.hint}\n`}`);
}

/** Nobody runs here: the database is opened for this one command. */
async function answerHere({ by, text, files, wait }: Wish, place: TankPlace): Promise<Reply> {
  const request = { by, text, files, readFile: () => null };
  if (!wait) {
    await using tank = await openBareTank(place);
    const reply = await runCommand(tank, request);
    return reply.ok && (await isLeftWaiting(tank, place)) ? { ...reply, card: withNotice(reply.card) } : reply;
  }
  const stop = new AbortController();
  process.once("SIGINT", () => stop.abort()).once("SIGTERM", () => stop.abort());
  await using open = await openTank({
    ...place,
    announcer: null,
    onEvent: () => undefined,
    onJudged: () => undefined,
    signal: stop.signal,
  });
  await open.idle();
  const reply = await runCommand(open.tank, request);
  await open.idle();
  return reply;
}

/** A database of this machine's own has nobody else who could take the runs. */
async function isLeftWaiting({ game, season }: Tank, { databaseUrl }: TankPlace): Promise<boolean> {
  if (databaseUrl !== undefined) return false;
  const { db } = game.database;
  const { first } = await waitingRuns(db, (await getSeason(db, season)).id);
  return first.length > 0;
}

function withNotice(card: Card): Card {
  const text = "No bot is running: what waits is measured by `npm start`, or by this command with `--wait`.";
  return { ...card, sections: [...card.sections, { kind: "text", text }] };
}

function requestOf({ by, text, files, wait }: Wish, season: string | null) {
  return { version: outsideVersion, season, by, text, files: files.map(sentFile), wait } as const;
}

function readWish(positionals: readonly string[], paths: readonly string[], wait: boolean): Wish {
  const [first = "", ...rest] = positionals;
  const isNamed = first.startsWith("@");
  const by = isNamed ? parseName(first) : ownName();
  const parts = isNamed ? rest : positionals;
  const [only] = parts;
  if (only === undefined) {
    throw new UserError("usage", "There is no command to give.", "npm run tank -- do --help shows how.");
  }
  // A shell took the quotes off: `/pitch "A title"` arrives as two words.
  const text = parts.length === 1 ? only : parts.map(requoted).join(" ");
  return { by, text, files: [...paths, ...namedFiles(text)].flatMap(attachFile), wait };
}

function requoted(part: string): string {
  const [, key = "", value = part] = /^([\p{L}_][\p{L}\p{N}_-]*=)(.*)$/su.exec(part) ?? [];
  return /\s/.test(value) ? `${key}${quoted(value)}` : part;
}

/** Paths that the command's own text names. One that can't be read as a command is refused by whoever answers it. */
function namedFiles(text: string): readonly string[] {
  try {
    return parseCommandLine(text).files;
  } catch (error) {
    if (error instanceof UserError) return [];
    throw error;
  }
}

function readOptions(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        file: { type: "string", multiple: true, default: [] },
        out: { type: "string" },
        json: { type: "boolean", default: false },
        wait: { type: "boolean", default: false },
        season: { type: "string" },
        ...placeOptions,
        help: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UserError("usage", usageText(error), "npm run tank -- do --help lists the options.");
  }
}

import { once } from "node:events";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { armKillPoint } from "../rounds/kill-point.ts";
import { UserError } from "../rounds/user-error.ts";
import { createAnnouncer } from "./announce.ts";
import { announcementCard } from "./cards/announcement-card.ts";
import type { FindPlatform } from "./chat/chat-platform.ts";
import { openChatTank } from "./chat/open-chat-tank.ts";
import { admitBy } from "./chat/rights/admit.ts";
import { startLines } from "./chat/start-lines.ts";
import { usageText } from "./cli/run-cli.ts";
import { serveCommands } from "./cli/tank/serve-commands.ts";
import { type Config, chatsOf, hooksOf, loadConfig } from "./config.ts";
import { filesFolder } from "./keep-files.ts";
import { openTank, type TankPlace } from "./open-tank.ts";
import { serveHttpDesks } from "./serve-http-desks.ts";
import { terminalChat } from "./terminal/chat.ts";
import type { ChatScreen } from "./terminal/chat-screen.ts";
import { pipedChat } from "./terminal/piped-chat.ts";
import { plainScreen } from "./terminal/plain-screen.ts";
import { renderCard } from "./terminal/render-card.ts";
import { runStatus } from "./terminal/run-status.ts";
import { terminalChannel } from "./terminal/terminal-channel.ts";
import { typedChat } from "./terminal/typed-chat.ts";
import { welcome } from "./terminal/welcome.ts";
import { writeWhole } from "./terminal/write-whole.ts";

const usage = `Usage: npm start [-- options]

Starts the tank. Without a chat platform in config/tank.yml it is a chat in this terminal:
lines are "@name /command …", or "/command …" for yourself. /tank help names the commands.
Lines may also be piped in: each is answered and worked off before the next, and it ends after the last.

  --season NAME  a file in config/seasons, or a path to one (default: the one in config/tank.yml)
  --data FOLDER  where the season is kept (default: the one in config/tank.yml)
  --config FILE  another installation's file than config/tank.yml
  --terminal     the terminal, even though a chat platform is configured
  --headless     neither chat nor terminal: for programs (agents: in config/tank.yml) and npm run tank -- do
  --help         this text
`;

export async function main(argv: readonly string[]): Promise<number> {
  const options = readOptions(argv);
  if (options.help) {
    process.stdout.write(usage);
    return 0;
  }
  const path = options.config === undefined ? undefined : existing(options.config);
  const isAlone = options.terminal || options.headless;
  const config = loadConfig(path, { serves: isAlone ? "nobody" : "chats" });
  armKillPoint(config.killAt);
  const chats = isAlone ? [] : chatsOf(config);
  const stop = stopSignal();
  const place = {
    season: options.season ?? config.season,
    dataFolder: options.data === undefined ? config.dataFolder : resolve(options.data),
    databaseUrl: config.databaseUrl,
    roles: config.roles,
    remotes: config.remotes,
    plan: config.plan,
    webhooks: hooksOf(config),
  };
  const isTerminal = chats.length === 0 && !options.headless;
  return isTerminal ? chatInTerminal(place, config, stop) : serveChats({ place, config, stop, chats });
}

async function serveChats({
  place,
  config,
  stop,
  chats,
}: {
  readonly place: TankPlace;
  readonly config: Pick<Config, "people" | "isPublic" | "commandsPerMinute" | "http" | "agents">;
  readonly stop: AbortController;
  readonly chats: readonly FindPlatform[];
}): Promise<number> {
  const { people, isPublic, commandsPerMinute } = config;
  const say = (text: string) => process.stdout.write(`${text}\n`);
  const fatal: { error: unknown } = { error: null };
  await using tank = await openChatTank({
    place,
    platforms: chats,
    people,
    isPublic,
    commandsPerMinute,
    onDatabase: (state) => say(databaseText[state].trim()),
    onFatal(error) {
      fatal.error ??= error;
      stop.abort();
    },
    signal: stop.signal,
  });
  await using _ = await serveCommands(place.dataFolder, tank.open);
  await using desks = await serveHttpDesks(config, tank.open, tank.entry);
  for (const line of [...startLines(tank), ...desks.lines]) say(line);
  if (!stop.signal.aborted) await once(stop.signal, "abort");
  if (fatal.error !== null) throw fatal.error;
  say("Stopped. What was running is taken up again at the next start.");
  return 0;
}

async function chatInTerminal(
  place: TankPlace,
  config: Pick<Config, "http" | "agents" | "roles" | "commandsPerMinute">,
  stop: AbortController,
): Promise<number> {
  const typed = process.stdin.isTTY && process.stdout.isTTY ? typedChat(process.stdin, process.stdout) : null;
  const screen: ChatScreen = typed?.screen ?? plainScreen();
  const status = runStatus(screen.status);
  await using open = await openTank({
    ...place,
    announcer: ({ database, clock }, season, watch) => {
      const channel = terminalChannel(place.dataFolder, {
        draw: async (row) => {
          // Whoever pitched has just been shown it, and who sits here needs no message of their own.
          if (["pitched", "bench-digest", "vote-reminder"].includes(row.kind)) return null;
          return `\n${renderCard(await announcementCard(database.db, row, clock.now()), screen.look())}`;
        },
        around: screen.around,
      });
      return createAnnouncer(database, season.id, channel, () => clock.now(), watch);
    },
    onEvent: status.event,
    onJudged: status.ended,
    onDatabase: (state) => screen.around(() => writeWhole(databaseText[state])),
    signal: stop.signal,
  });
  await using _ = await serveCommands(place.dataFolder, open);
  const entry = { admit: admitBy(config.roles, config.commandsPerMinute), moved: () => void open.deliver() };
  await using desks = await serveHttpDesks(config, open, entry);
  const chat = terminalChat(open, screen, filesFolder(place.dataFolder));
  if (typed) {
    writeWhole(await welcome(open, screen.look()));
    for (const line of desks.lines) writeWhole(`${line}\n`);
    await open.deliver();
    await typed.talk(chat, open.tank, stop.signal);
    if (await open.isBusy()) writeWhole("What is running is handed back, and taken up again at the next start.\n");
    stop.abort();
    return 0;
  }
  try {
    await pipedChat(stopped(process.stdin, stop.signal), chat, open, screen);
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    process.stderr.write("Stopped. What was running is taken up again at the next start.\n");
    return 130;
  }
  return 0;
}

const databaseText = {
  lost: "\nThe database went away. What is said now waits for it; nothing is lost.\n",
  back: "\nThe database is back.\n",
};

/** Bytes until the input ends or somebody stops us. */
async function* stopped(input: NodeJS.ReadStream, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const end = () => input.destroy(new Error("stopped"));
  signal.addEventListener("abort", end, { once: true });
  for await (const chunk of input) yield Buffer.from(chunk);
}

/** The first SIGTERM or Ctrl-C stops gently: the run in hand is handed back. */
function stopSignal(): AbortController {
  const stop = new AbortController();
  const onSignal = () => stop.abort();
  process.once("SIGINT", onSignal).once("SIGTERM", onSignal).once("SIGHUP", onSignal);
  return stop;
}

/** @throws UserError where there is no such file */
function existing(file: string): string {
  const path = resolve(file);
  if (existsSync(path)) return path;
  throw new UserError("no-config", `There is no file ${path}.`, "Name one that is made like config/tank.yml.");
}

function readOptions(argv: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        season: { type: "string" },
        data: { type: "string" },
        config: { type: "string" },
        terminal: { type: "boolean", default: false },
        headless: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
    return values;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UserError("usage", usageText(error), "npm start -- --help lists the options.");
  }
}

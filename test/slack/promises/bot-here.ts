import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openChatTank } from "../../../src/bot/chat/open-chat-tank.ts";
import { serveCommands } from "../../../src/bot/cli/tank/serve-commands.ts";
import { slackPlatform } from "../../../src/bot/slack/slack-platform.ts";
import type { SlackMode } from "../../../src/bot/slack/slack-settings.ts";
import type { Roles } from "../../../src/rounds/game.ts";
import type { SlackScene } from "./slack-scene.ts";

interface Options {
  readonly roles?: Roles;
  readonly apiUrl?: string;
  readonly mode?: SlackMode;
}

/** The bot in the test's own process: its database can be looked at, and its roles be given. */
export class BotHere implements AsyncDisposable {
  readonly dataFolder: string;
  readonly #stop = new AbortController();
  readonly #parts = new AsyncDisposableStack();

  private constructor(dataFolder: string) {
    this.dataFolder = dataFolder;
  }

  static async start(scene: SlackScene, options: Options = {}) {
    const bot = new BotHere(join(scene.folder, "data"));
    const tank = bot.#parts.use(await bot.#open(scene, options));
    bot.#parts.use(await serveCommands(bot.dataFolder, tank.open));
    const { db } = tank.open.tank.game.database;
    return Object.assign(bot, { tank, db });
  }

  #open({ slack, season }: SlackScene, { roles, apiUrl = slack.apiUrl, mode }: Options) {
    const socket: SlackMode = { kind: "socket", appToken: slack.appToken };
    const settings = { botToken: slack.botToken, mode: mode ?? socket, apiUrl, channel: null, prefix: "" };
    const place = { dataFolder: this.dataFolder, databaseUrl: undefined, season, ...(roles && { roles }) };
    return openChatTank({ place, platforms: [slackPlatform(settings)], signal: this.#stop.signal });
  }

  get log(): string {
    return readFileSync(join(this.dataFolder, "tank.log"), "utf8");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#parts[Symbol.asyncDispose]();
  }
}

export type RunningBot = Awaited<ReturnType<typeof BotHere.start>>;

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { FindPlatform } from "../../src/bot/chat/chat-platform.ts";
import { type ChatTankOptions, openChatTank } from "../../src/bot/chat/open-chat-tank.ts";
import { serveCommands } from "../../src/bot/cli/tank/serve-commands.ts";
import type { Roles } from "../../src/rounds/game.ts";

export interface HereOptions extends Pick<ChatTankOptions, "isPublic" | "onFatal" | "commandsPerMinute"> {
  readonly roles?: Roles;
}

interface Scene {
  readonly folder: string;
  /** The path of the season's file. */
  readonly season: string;
}

/** A bot in the test's own process: its database can be looked at, and its roles be given. */
export class ChatBotHere implements AsyncDisposable {
  readonly dataFolder: string;
  readonly #stop = new AbortController();
  readonly #parts = new AsyncDisposableStack();

  private constructor(dataFolder: string) {
    this.dataFolder = dataFolder;
  }

  static async start({ folder, season }: Scene, platform: FindPlatform, { roles, ...options }: HereOptions = {}) {
    const bot = new ChatBotHere(join(folder, "data"));
    const place = { dataFolder: bot.dataFolder, databaseUrl: undefined, season, ...(roles && { roles }) };
    const signal = bot.#stop.signal;
    const tank = bot.#parts.use(await openChatTank({ place, platforms: [platform], ...options, signal }));
    bot.#parts.use(await serveCommands(bot.dataFolder, tank.open));
    const { db } = tank.open.tank.game.database;
    return Object.assign(bot, { tank, db });
  }

  get log(): string {
    return readFileSync(join(this.dataFolder, "tank.log"), "utf8");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#parts[Symbol.asyncDispose]();
  }
}

export type RunningBot = Awaited<ReturnType<typeof ChatBotHere.start>>;

import { discordPlatform } from "../../../src/bot/discord/discord-platform.ts";
import { ChatBotHere, type HereOptions } from "../../chat/chat-bot-here.ts";
import type { DiscordScene } from "./discord-scene.ts";

export type { RunningBot } from "../../chat/chat-bot-here.ts";

interface Options extends HereOptions {
  readonly apiUrl?: string;
  readonly channel?: string;
}

/** The bot in the test's own process, on Discord. */
export const BotHere = {
  start(scene: DiscordScene, { apiUrl = scene.discord.apiUrl, channel, ...options }: Options = {}) {
    const settings = { token: scene.discord.token, apiUrl, guild: null, channel: channel ?? null };
    return ChatBotHere.start(scene, discordPlatform(settings), options);
  },
};

import { slackPlatform } from "../../../src/bot/slack/slack-platform.ts";
import type { SlackMode } from "../../../src/bot/slack/slack-settings.ts";
import { ChatBotHere, type HereOptions } from "../../chat/chat-bot-here.ts";
import type { SlackScene } from "./slack-scene.ts";

export type { RunningBot } from "../../chat/chat-bot-here.ts";

interface Options extends HereOptions {
  readonly apiUrl?: string;
  readonly mode?: SlackMode;
}

/** The bot in the test's own process, on Slack. */
export const BotHere = {
  start(scene: SlackScene, { apiUrl = scene.slack.apiUrl, mode, ...options }: Options = {}) {
    const { botToken, appToken } = scene.slack;
    const settings = {
      botToken,
      mode: mode ?? { kind: "socket", appToken },
      apiUrl,
      channel: null,
      prefix: "",
    } as const;
    return ChatBotHere.start(scene, slackPlatform(settings), options);
  },
};

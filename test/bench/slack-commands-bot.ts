import { once } from "node:events";
import { z } from "zod";
import { openChatTank } from "../../src/bot/chat/open-chat-tank.ts";
import { slackPlatform } from "../../src/bot/slack/slack-platform.ts";
import { localRunner } from "../../src/rounds/store/queue.ts";

// A bot in a process of its own, without a worker, so that what is queued stays queued. It ends with its starter.

const Plan = z.strictObject({
  dataFolder: z.string(),
  season: z.string(),
  channel: z.string(),
  botToken: z.string(),
  appToken: z.string(),
  apiUrl: z.string(),
});

const { dataFolder, season, channel, botToken, appToken, apiUrl } = Plan.parse(JSON.parse(process.argv[2] ?? ""));
const stop = new AbortController();
{
  await using _ = await openChatTank({
    place: { dataFolder, databaseUrl: undefined, season, plan: { runners: [], usual: localRunner, bySeason: {} } },
    platforms: [slackPlatform({ botToken, mode: { kind: "socket", appToken }, apiUrl, channel, prefix: "" })],
    signal: stop.signal,
  });
  await once(process.stdin.resume(), "end");
  stop.abort();
}

import { once } from "node:events";
import { z } from "zod";
import { openChatTank } from "../../../src/bot/chat/open-chat-tank.ts";
import { discordPlatform } from "../../../src/bot/discord/discord-platform.ts";
import { serveHttpDesks } from "../../../src/bot/serve-http-desks.ts";
import { slackPlatform } from "../../../src/bot/slack/slack-platform.ts";
import { localRunner } from "../../../src/rounds/store/queue.ts";

// A bot in a process of its own, without a worker, so that what is queued stays queued. It ends with its starter.

const Slack = z.object({ botToken: z.string(), appToken: z.string(), apiUrl: z.string(), channel: z.string() });
const Discord = z.object({ token: z.string(), apiUrl: z.string(), channel: z.string() });
const Plan = z.object({
  dataFolder: z.string(),
  season: z.string(),
  slack: Slack.optional(),
  discord: Discord.optional(),
  /** The port of the agents' door. */
  door: z.number().optional(),
});

const { dataFolder, season, slack, discord, door } = Plan.parse(JSON.parse(process.argv[2] ?? ""));
const platforms = [];
if (slack !== undefined) {
  const { appToken, ...settings } = slack;
  platforms.push(slackPlatform({ ...settings, mode: { kind: "socket", appToken }, prefix: "" }));
}
if (discord !== undefined) platforms.push(discordPlatform({ ...discord, guild: null }));
const stop = new AbortController();
{
  const plan = { runners: [], usual: localRunner, bySeason: {} };
  await using tank = await openChatTank({
    place: { dataFolder, databaseUrl: undefined, season, plan },
    platforms,
    signal: stop.signal,
  });
  const agents = door === undefined ? null : { host: "127.0.0.1", port: door };
  await using _ = await serveHttpDesks({ http: null, agents }, tank.open, tank.entry);
  await once(process.stdin.resume(), "end");
  stop.abort();
}

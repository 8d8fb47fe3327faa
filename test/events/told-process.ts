import { webhookAnnouncer } from "../../src/bot/events/webhook-announcer.ts";
import { webhooksOf } from "../../src/bot/events/webhooks.ts";
import { safeLog } from "../../src/bot/log.ts";
import { armKillPoint } from "../../src/rounds/kill-point.ts";
import { openEmbedded } from "../../src/rounds/store/embedded.ts";
import { getSeason } from "../../src/rounds/store/seasons.ts";

// Tells a webhook what a season owes, as a process of its own, and dies where it is told to.

const [folder = "", season = "", url = "", secret = "", killAt] = process.argv.slice(2);
const fail = (error: Error) => {
  throw error;
};
const database = await openEmbedded(folder, fail);
armKillPoint(killAt);
const game = { database, clock: { now: () => new Date() }, secretSeed: () => "0".repeat(64) };
const { id: seasonId } = await getSeason(database.db, season);
const [hook] = webhooksOf([{ name: "ci", url }], { WEBHOOK_CI_SECRET: secret });
if (hook === undefined) throw new Error("no webhook");
const log = safeLog({ write: (line: string) => process.stderr.write(line) }, null);
await webhookAnnouncer(hook, { game, seasonId, log, signal: new AbortController().signal }).deliver();
await database[Symbol.asyncDispose]();
process.stdout.write("told\n");

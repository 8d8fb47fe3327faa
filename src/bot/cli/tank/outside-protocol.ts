import { join } from "node:path";
import { z } from "zod";
import type { Card } from "../../cards/card.ts";

/** Commands from outside a running bot: one line of JSON in, one line of JSON out, over a socket in the data folder. */
export const outsideVersion = 1;

export const OutsideRequest = z.strictObject({
  version: z.literal(outsideVersion),
  /** A season's name; the bot's own where null. */
  season: z.string().nullable(),
  by: z.string().min(1),
  text: z.string(),
  files: z.array(z.strictObject({ name: z.string(), base64: z.base64() })),
  /** Waits until every run has ended, before the command and after it. */
  wait: z.boolean(),
});
export type OutsideRequest = z.infer<typeof OutsideRequest>;

/** Asks the bot, which alone may read the embedded database, for a backup. */
export const OutsideBackup = z.strictObject({ version: z.literal(outsideVersion), backup: z.string().min(1) });
export type OutsideBackup = z.infer<typeof OutsideBackup>;

export const OutsideReply = z.discriminatedUnion("ok", [
  z.object({ ok: z.literal(true), command: z.string(), card: z.custom<Card>(), facts: z.custom<object>() }),
  z.object({
    ok: z.literal(false),
    card: z.custom<Card>(),
    error: z.object({ code: z.string(), message: z.string(), hint: z.string().nullable() }),
  }),
]);
export type OutsideReply = z.infer<typeof OutsideReply>;

/** 32 files of 256 KiB in base64 fit. */
export const longestRequestBytes = 16 * 1024 * 1024;

export function socketPath(dataFolder: string): string {
  return join(dataFolder, "tank.sock");
}

/** What a socket's address has room for on every system; a longer path would be cut off without a word. */
export const longestSocketPath = 100;

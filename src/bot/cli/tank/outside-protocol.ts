import { join } from "node:path";
import { z } from "zod";
import type { Card } from "../../cards/card.ts";
import type { Attachment } from "../../command.ts";
import type { Reply } from "../../commands/run-command.ts";

/** Commands from outside a running bot: one line of JSON in, one line of JSON out, over a socket in the data folder. */
export const outsideVersion = 1;

/** Asks the same bot for a season's files; the operator alone can ask for private ones. */
export const OutsideExport = z.strictObject({
  version: z.literal(outsideVersion),
  export: z.strictObject({ season: z.string().min(1), round: z.int().positive().nullable(), private: z.boolean() }),
});
export type OutsideExport = z.infer<typeof OutsideExport>;

/** Asks the same bot to read a season in. */
export const OutsideImport = z.strictObject({
  version: z.literal(outsideVersion),
  import: z.strictObject({ path: z.string().min(1), name: z.string().optional() }),
});
export type OutsideImport = z.infer<typeof OutsideImport>;

/** Asks for what the database keeps and no chat may see; the socket is the operator's own. */
export const OutsideKept = z.strictObject({ version: z.literal(outsideVersion), kept: z.string().min(1) });
export type OutsideKept = z.infer<typeof OutsideKept>;

/** A file on its way through the socket. */
export const SentFile = z.strictObject({ name: z.string(), base64: z.base64() });
type SentFile = z.infer<typeof SentFile>;

export const OutsideRequest = z.strictObject({
  version: z.literal(outsideVersion),
  /** A season's name; the bot's own where null. */
  season: z.string().nullable(),
  by: z.string().min(1),
  text: z.string(),
  files: z.array(SentFile),
  /** Waits until every run has ended, before the command and after it. */
  wait: z.boolean(),
});
export type OutsideRequest = z.infer<typeof OutsideRequest>;

/** One message of MCP, from a program that its operator lets in by hand; the answer is one, or null. */
export const OutsideMcp = z.strictObject({
  version: z.literal(outsideVersion),
  mcp: z.strictObject({ by: z.string().min(1), message: z.record(z.string(), z.unknown()) }),
});
export type OutsideMcp = z.infer<typeof OutsideMcp>;

/** Asks the bot, which alone may read the embedded database, for a backup. */
export const OutsideBackup = z.strictObject({ version: z.literal(outsideVersion), backup: z.string().min(1) });
export type OutsideBackup = z.infer<typeof OutsideBackup>;

export const OutsideReply = z.discriminatedUnion("ok", [
  z.object({
    ok: z.literal(true),
    command: z.string(),
    card: z.custom<Card>(),
    facts: z.custom<object>(),
    files: z.array(SentFile).default([]),
  }),
  z.object({
    ok: z.literal(false),
    card: z.custom<Card>(),
    error: z.object({
      code: z.string(),
      message: z.string(),
      hint: z.string().nullable(),
      about: z.array(z.string()).default([]),
    }),
  }),
]);
export type OutsideReply = z.infer<typeof OutsideReply>;

export function sentFile({ name, bytes }: Attachment): SentFile {
  return { name, base64: Buffer.from(bytes).toString("base64") };
}

export function receivedFile({ name, base64 }: SentFile): Attachment {
  return { name, bytes: Buffer.from(base64, "base64") };
}

/** A reply as the socket carries it; whoever asked writes its files, where they may. */
export function sentReply(reply: Reply): OutsideReply {
  if (!reply.ok) return { ...reply, error: { ...reply.error, about: [...reply.error.about] } };
  return { ...reply, files: (reply.files ?? []).map(sentFile) };
}

export function receivedReply(reply: OutsideReply): Reply {
  return reply.ok ? { ...reply, files: reply.files.map(receivedFile) } : reply;
}

/** 32 files of 256 KiB in base64 fit. */
export const longestRequestBytes = 16 * 1024 * 1024;

export function socketPath(dataFolder: string): string {
  return join(dataFolder, "tank.sock");
}

/** What a socket's address has room for on every system; a longer path would be cut off without a word. */
export const longestSocketPath = 100;

import { AllowedMentionsTypes, type APIEmbed, MessageFlags } from "discord-api-types/v10";
import { z } from "zod";
import { refusal } from "../refusal.ts";
import type { UploadedFile } from "../rest/read-request.ts";
import { Rows } from "./check-components.ts";
import { Embeds } from "./check-embeds.ts";
import { broken, snowflake, text, whole } from "./form.ts";

const AllowedMentions = z
  .strictObject({
    parse: z.array(z.enum(AllowedMentionsTypes)).nullish(),
    users: z.array(snowflake).max(100).nullish(),
    roles: z.array(snowflake).max(100).nullish(),
    replied_user: z.boolean().nullish(),
  })
  .superRefine(({ parse, users, roles }, context) => {
    for (const [kind, named] of [["users", users] as const, ["roles", roles] as const]) {
      if (parse?.some((one) => one === kind) !== true || (named ?? []).length === 0) continue;
      const message = `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`;
      broken(context, [], "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", message);
    }
  });

export type AllowedMentions = z.output<typeof AllowedMentions>;

const Attachment = z.strictObject({
  id: z.union([z.string().regex(/^\d+$/), whole(0, Number.MAX_SAFE_INTEGER)]).transform(String),
  filename: text(1024, 1).nullish(),
  description: text(1024).nullish(),
  title: text(1024).nullish(),
});

const everywhere = {
  content: text(2000).nullish(),
  embeds: Embeds.nullish(),
  components: Rows.nullish(),
  allowed_mentions: AllowedMentions.nullish(),
  attachments: z.array(Attachment).max(10).nullish(),
  // discord.js sends these two with every message, and Discord lets it.
  tts: z.literal(false).nullish(),
  enforce_nonce: z.boolean().nullish(),
};

const flagsOf = (...allowed: readonly number[]) =>
  whole(0, Number.MAX_SAFE_INTEGER)
    .refine((flags) => (flags & ~allowed.reduce((all, one) => all | one, 0)) === 0, {
      params: { code: "FLAGS_INVALID" },
      error: "The fake knows no use for these flags here.",
    })
    .nullish();

const { SuppressEmbeds, SuppressNotifications, Ephemeral } = MessageFlags;

export const NewMessage = z
  .strictObject({
    ...everywhere,
    flags: flagsOf(SuppressEmbeds, SuppressNotifications),
    nonce: z.union([text(25), z.number().int()]).nullish(),
    message_reference: z
      .strictObject({
        type: z.literal(0).nullish(),
        message_id: snowflake,
        channel_id: snowflake.nullish(),
        guild_id: snowflake.nullish(),
        fail_if_not_exists: z.boolean().nullish(),
      })
      .nullish(),
  })
  .superRefine(({ enforce_nonce, nonce }, context) => {
    if (enforce_nonce === true && (nonce ?? undefined) === undefined) {
      broken(context, ["nonce"], "BASE_TYPE_REQUIRED", "This field is required");
    }
  });

export const EditedMessage = z.strictObject({ ...everywhere, flags: flagsOf(SuppressEmbeds) });
export const InteractionMessage = z.strictObject({
  ...everywhere,
  flags: flagsOf(SuppressEmbeds, SuppressNotifications, Ephemeral),
});

export interface MessageParts {
  readonly content?: string | null | undefined;
  readonly embeds?: readonly APIEmbed[] | null | undefined;
  readonly components?: z.output<typeof Rows> | null | undefined;
  readonly attachments?: readonly z.output<typeof Attachment>[] | null | undefined;
}

export type AttachmentNote = z.output<typeof Attachment>;

/** Of one file; Discord's limit for a server without boosts. */
const mostFileBytes = 10 * 1024 * 1024;

export function checkFiles(files: readonly UploadedFile[], already = 0): void {
  if (files.length + already > 10) throw refusal(30015);
  if (files.some(({ bytes }) => bytes.length > mostFileBytes)) throw refusal(40005);
}

/** A message must show something; only blanks are nothing. */
export function checkNotEmpty(message: MessageParts, fileCount: number): void {
  const hasWords = (message.content ?? "").trim() !== "";
  const hasParts = [message.embeds, message.components].some((parts) => (parts ?? []).length > 0);
  if (!hasWords && !hasParts && fileCount === 0) throw refusal(50006);
}

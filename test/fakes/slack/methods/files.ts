import { z } from "zod";
import { joinedChannel } from "../channels.ts";
import { checkMessageBlocks } from "../check-message.ts";
import { filePayload } from "../file-payload.ts";
import { type Json, parseJson } from "../json.ts";
import { botMessage, post, rootTsFor } from "../messages.ts";
import { Refusal } from "../refusal.ts";
import type { Channel, StoredFile, Workspace } from "../workspace.ts";
import { defineMethod, id, json, type Method, ts, whole } from "./method.ts";

const mostSnippetBytes = 1024 * 1024;

const getUploadURLExternal = defineMethod({
  takesJson: false,
  scope: "files:write",
  args: {
    filename: z.string().min(1).max(255),
    length: whole(0, 1024 ** 3),
    snippet_type: id.optional(),
    alt_txt: z.string().min(1).optional(),
  },
  run(args, { slack }) {
    if (args.length === 0) throw new Refusal("missing_argument", ["length"]);
    if ((args.alt_txt ?? "").length > 1000) throw new Refusal("alt_txt_too_large");
    if (args.snippet_type !== undefined && args.length > mostSnippetBytes) throw new Refusal("snippet_too_large");
    // A file that is no picture and has an alt_txt is uploaded and then never shared, without a word
    // (slackapi/python-slack-sdk#1818), so the fake says it aloud.
    if (args.alt_txt !== undefined && !/\.(png|jpe?g|gif)$/i.test(args.filename)) {
      throw new Refusal("invalid_arguments", ["alt_txt is for pictures"]);
    }
    const file: StoredFile = {
      id: slack.newId("F"),
      name: args.filename,
      user: slack.botUserId,
      title: args.filename,
      ...(args.alt_txt === undefined ? {} : { alt_txt: args.alt_txt }),
      declaredBytes: args.length,
      complete: false,
      shares: [],
    };
    slack.files.set(file.id, file);
    return { upload_url: `${slack.origin}/upload/v1/${file.id}`, file_id: file.id };
  },
});

const Files = z
  .array(z.strictObject({ id, title: z.string().min(1).optional(), highlight_type: id.optional() }))
  .min(1);

const completeUploadExternal = defineMethod({
  scope: "files:write",
  args: {
    files: json,
    channel_id: id.optional(),
    channels: id.optional(),
    thread_ts: ts.optional(),
    initial_comment: z.string().min(1).optional(),
    blocks: json.optional(),
  },
  run(args, { slack }) {
    const asked = parseFiles(args.files);
    const found = asked.map((file) => ({ title: file.title, file: uploadedFile(slack, file.id) }));
    const targets = [...(args.channel_id === undefined ? [] : [args.channel_id]), ...(args.channels?.split(",") ?? [])];
    if (args.thread_ts !== undefined && targets.length !== 1) {
      throw new Refusal("invalid_arguments", ["thread_ts goes with one channel"]);
    }
    const places = targets.map((target) => placeFor(slack, target, args.thread_ts));
    const comment = commentOf(slack, args);
    const completed = found.map(({ file, title }) => complete(slack, file, title));
    for (const place of places) share(slack, place, completed, comment);
    return { files: completed.map((file) => ({ id: file.id, title: file.title })) };
  },
});

function parseFiles(given: unknown) {
  const files = Files.safeParse(typeof given === "string" ? parseJson(given) : given);
  if (!files.success) throw new Refusal("invalid_arguments", ["files: a list of { id, title? }"]);
  return files.data;
}

function uploadedFile(slack: Workspace, fileId: string): StoredFile {
  const file = slack.files.get(fileId);
  if (file?.bytes === undefined || file.complete || file.user !== slack.botUserId) throw new Refusal("file_not_found");
  return file;
}

interface Place {
  readonly channel: Channel;
  readonly threadTs: string | undefined;
}

function placeFor(slack: Workspace, channelId: string, threadTs: string | undefined): Place {
  const channel = joinedChannel(slack, channelId);
  // The reference lists no code for an archived channel; this is the nearest of its list.
  if (channel.archived) throw new Refusal("posting_to_channel_denied");
  return { channel, threadTs: threadTs === undefined ? undefined : rootTsFor(channel, threadTs) };
}

interface Comment {
  readonly text: string;
  readonly blocks?: readonly Json[];
}

/** Blocks beside an initial comment are dropped at Slack without a word; here they are an error. */
function commentOf(
  slack: Workspace,
  args: { readonly initial_comment?: string | undefined; readonly blocks?: unknown },
): Comment {
  if (args.blocks === undefined) return { text: args.initial_comment ?? "" };
  if (args.initial_comment !== undefined) {
    throw new Refusal("invalid_arguments", ["blocks are ignored beside initial_comment"]);
  }
  const blocks = checkMessageBlocks(slack, args.blocks);
  const misplaced = blocks.some((block) => block["type"] === "markdown" || block["type"] === "table");
  if (misplaced) throw new Refusal("internal_error", ["a file's message takes no markdown or table block"]);
  return { text: "", blocks };
}

function complete(slack: Workspace, file: StoredFile, title: string | undefined): StoredFile {
  const completed = { ...file, title: title ?? file.title, complete: true };
  slack.files.set(file.id, completed);
  return completed;
}

function share(slack: Workspace, { channel, threadTs }: Place, files: readonly StoredFile[], comment: Comment): void {
  const payloads = files.map((file) => filePayload(slack, file));
  const message = post(channel, botMessage(slack, { ...comment, threadTs, files: payloads }));
  const shown = { channel: channel.id, ts: message.ts, ...(threadTs === undefined ? {} : { thread_ts: threadTs }) };
  for (const { id: fileId } of files) {
    const file = slack.files.get(fileId);
    if (file !== undefined) slack.files.set(fileId, { ...file, shares: [...file.shares, shown] });
  }
}

const info = defineMethod({
  takesJson: false,
  scope: "files:read",
  args: { file: id, cursor: id.optional(), limit: whole(1, 1000).optional() },
  run(args, { slack }) {
    const file = slack.files.get(args.file);
    if (file === undefined || !file.complete) throw new Refusal("file_not_found");
    return { file: filePayload(slack, file), comments: [], response_metadata: { next_cursor: "" } };
  },
});

export const fileMethods: Readonly<Record<string, Method>> = {
  "files.getUploadURLExternal": getUploadURLExternal,
  "files.completeUploadExternal": completeUploadExternal,
  "files.info": info,
};

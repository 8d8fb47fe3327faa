import type { App } from "@slack/bolt";
import { z } from "zod";
import { UserError } from "../../../rounds/user-error.ts";
import { download, type UploadedFile } from "../../chat/downloads.ts";
import { firstTime } from "../../chat/listening/first-time.ts";
import { refusePath } from "../../chat/listening/refuse-path.ts";
import { runAsked } from "../../chat/listening/run-asked.ts";
import { isReading, runCommand } from "../../commands/run-command.ts";
import { slackFiles } from "../slack-files.ts";
import { answering, type Desk } from "./desk.ts";
import { plainText } from "./plain-text.ts";

/** Files come with a mention, though Bolt's type of the event doesn't name them. */
const WithFiles = z.object({
  files: z
    .array(
      z.object({
        name: z.string().nullish(),
        size: z.number().nullish(),
        url_private_download: z.string().optional(),
        url_private: z.string().optional(),
      }),
    )
    .default([]),
});

/** `@tank …`, above all in threads, where slash commands don't exist. */
export function listenToMentions(app: App, desk: Desk): void {
  const isFirst = firstTime();
  app.event("app_mention", async ({ event, body }) => {
    const { user, channel, thread_ts: thread = null } = event;
    // Other apps have no commands here, and neither have we.
    if (user === undefined || event.bot_id !== undefined || !isFirst(body.event_id)) return;
    const asker = { user, channel, thread };
    await answering(desk, asker, async () => {
      const by = await desk.people.nameOf(user);
      const text = commandIn(await plainText(withoutBot(event.text, desk.botUserId), desk.people), thread !== null);
      const files = await download(slackFiles(desk.settings), uploaded(event));
      return runAsked(desk.place, {
        eventId: `event:${body.event_id}`,
        channel,
        who: await desk.whoIs(by, asker),
        isReading: isReading(text),
        run: (tank) => runCommand(tank, { by, text, files, readFile: refusePath }),
      });
    });
  });
}

function withoutBot(text: string, botUserId: string): string {
  return text.replace(new RegExp(`<@${botUserId}(?:\\|[^>]*)?>`), " ").trim();
}

/** The name of a command may be left out: `@tank status` is `/tank status`. @throws UserError for a vote */
function commandIn(text: string, isThread: boolean): string {
  const name = /^\/?(pitch|vote|tank)\b/i.exec(text)?.[1]?.toLowerCase();
  if (name !== "vote") return name === undefined ? `/tank ${text}`.trim() : text;
  throw new UserError(
    "vote-in-public",
    "A vote is secret, and everybody in this channel can read what you write to me.",
    isThread
      ? 'Press "Vote" on the round\'s message. If you named a pitch just now, delete your message.'
      : "Type /vote instead, which nobody else sees. If you named a pitch just now, delete your message.",
  );
}

function uploaded(event: unknown): readonly UploadedFile[] {
  return WithFiles.parse(event).files.map(({ name, size, url_private_download: download, url_private: url }) => ({
    name: name ?? "file",
    size: size ?? 0,
    url: download ?? url ?? "",
  }));
}

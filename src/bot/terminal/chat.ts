import { userInfo } from "node:os";
import { UserError } from "../../rounds/user-error.ts";
import { withFiles } from "../cards/files-section.ts";
import { type Reply, refuse, runCommand } from "../commands/run-command.ts";
import { parseChatLine, parseName } from "../grammar/chat-line.ts";
import { keepFiles } from "../keep-files.ts";
import type { OpenTank } from "../open-tank.ts";
import { attachFile } from "./attach-file.ts";
import type { ChatScreen } from "./chat-screen.ts";
import { renderReply } from "./render-reply.ts";
import { writeWhole } from "./write-whole.ts";

/** A reply whose files have been written. */
type WrittenReply = Pick<Reply, "ok" | "card">;

/** The terminal as a chat: who sits there, and what an entered line does. */
export interface Chat {
  /** Answers one line on the screen, and shows what it made happen. */
  readonly answer: (line: string) => Promise<void>;
}

/** `folder`: where files that come with an answer are written. */
export function terminalChat(open: OpenTank, screen: ChatScreen, folder: string): Chat {
  return {
    async answer(line) {
      const reply = await replyTo(open, line, folder);
      screen.around(() => writeWhole(renderReply(reply, screen.look())));
      await open.deliver();
    },
  };
}

async function replyTo({ tank }: OpenTank, line: string, folder: string): Promise<WrittenReply> {
  let by = ownName();
  try {
    // What a terminal could not decode arrives as this sign.
    if (line.includes("\ufffd")) throw notUtf8("This line");
    const said = parseChatLine(line);
    by = said.by ?? by;
    if (said.text === "") {
      throw new UserError(
        "no-command",
        `@${by} says nothing.`,
        `Write the command on the same line: @${by} /tank status`,
      );
    }
    const reply = await runCommand(tank, { by, text: said.text, files: [], readFile: attachFile });
    return reply.ok ? { ok: true, card: withFiles(reply.card, keepFiles(folder, reply.files ?? [])) } : reply;
  } catch (error) {
    return refuse(tank, { by }, error);
  }
}

export function notUtf8(what: string): UserError {
  return new UserError(
    "not-utf-8",
    `${what} is not text in UTF-8.`,
    "Save the text as UTF-8 (iconv -f LATIN1 -t UTF-8 does it), or set the terminal to UTF-8, and send it again.",
  );
}

/** Whoever sits at this terminal, by the operating system's name for them. */
export function ownName(): string {
  try {
    return parseName(userInfo().username.replace(/[^\p{L}\p{N}._-]/gu, "-"));
  } catch {
    // Containers run users without a name.
    return "you";
  }
}

import wrapAnsi from "wrap-ansi";
import { refusalCard } from "../cards/refusal-card.ts";
import type { OpenTank } from "../open-tank.ts";
import { safeText } from "../text/safe-text.ts";
import type { Chat } from "./chat.ts";
import type { ChatScreen } from "./chat-screen.ts";
import { pipedLines } from "./piped-lines.ts";
import { renderReply } from "./render-reply.ts";
import { writeWhole } from "./write-whole.ts";

/**
 * A chat whose lines come from a pipe or a file, in order: each is answered, and what it started has ended, before
 * the next is read. Blank lines and lines that begin with # are left out.
 */
export async function pipedChat(
  input: AsyncIterable<Uint8Array>,
  chat: Chat,
  open: OpenTank,
  screen: ChatScreen,
): Promise<void> {
  await open.idle();
  for await (const line of pipedLines(input)) {
    if ("refused" in line) {
      const refused = { ok: false, card: refusalCard(line.refused) } as const;
      screen.around(() => writeWhole(`\n${renderReply(refused, screen.look())}`));
      continue;
    }
    const text = (line.number === 1 ? line.text.replace(/^\ufeff/, "") : line.text).trim();
    if (text === "" || text.startsWith("#")) continue;
    if (/^\/?(?:quit|exit|bye)$/i.test(text)) break;
    screen.around(() => writeWhole(`\n${echo(text, screen.look().width)}\n`));
    await chat.answer(text);
    await open.idle();
  }
}

/** The line itself, so that a recorded session reads as it was typed. */
function echo(text: string, width: number): string {
  return wrapAnsi(`> ${safeText(text)}`, Math.min(width, 100), { hard: true, trim: false });
}

import { clearScreenDown, cursorTo, type Interface, moveCursor } from "node:readline";
import pc from "picocolors";
import stringWidth from "string-width";
import { safeText } from "../text/safe-text.ts";
import type { ChatScreen } from "./chat-screen.ts";
import { terminalLook } from "./render-card.ts";

/** The screen of somebody who types: the living line stands above the prompt, and whatever comes in goes above both. */
export interface TypingScreen extends ChatScreen {
  /** Shows the prompt again, after an answer. */
  readonly prompt: () => void;
  /** Called with each entered line: what stays on screen is the line, without the living one above it. */
  readonly entered: (line: string) => void;
}

export function typingScreen(readline: Interface, output: NodeJS.WriteStream, promptText: string): TypingScreen {
  const paint = pc.createColors(terminalLook(output).colours);
  const prompt = paint.cyan(promptText);
  let status: string | null = null;
  let isPrompting = false;
  let isClosed = false;
  // Ctrl-D may come at any moment, also while a command is answered; a closed prompt can't be drawn again.
  readline.once("close", () => {
    isPrompting = false;
    isClosed = true;
  });
  const columns = () => output.columns ?? 80;
  const redraw = () => {
    const living = status === null ? "" : `${paint.dim(cut(`⏳ ${status}`, columns() - 1))}\n`;
    readline.setPrompt(`\n${living}${prompt}`);
    readline.prompt(true);
  };
  const erase = () => {
    const { rows } = readline.getCursorPos();
    moveCursor(output, 0, -rows);
    cursorTo(output, 0);
    clearScreenDown(output);
    return rows;
  };
  return {
    look: () => terminalLook(output),
    around(write) {
      if (!isPrompting) return write();
      const rows = erase();
      write();
      // Readline goes up by as many rows as its prompt had, and draws from there.
      output.write("\n".repeat(rows));
      redraw();
    },
    status(text) {
      status = text === null ? null : safeText(text).replace(/\s+/g, " ");
      if (isPrompting) redraw();
    },
    prompt() {
      if (isClosed) return;
      isPrompting = true;
      redraw();
    },
    entered(line) {
      if (isPrompting && status !== null) {
        const typed = Math.floor(stringWidth(promptText + line) / columns());
        moveCursor(output, 0, -(typed + 3));
        cursorTo(output, 0);
        clearScreenDown(output);
        output.write(`\n${prompt}${line}\n`);
      }
      isPrompting = false;
    },
  };
}

function cut(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  let kept = "";
  for (const letter of text) {
    if (stringWidth(`${kept}${letter}…`) > width) break;
    kept += letter;
  }
  return `${kept}…`;
}

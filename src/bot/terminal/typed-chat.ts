import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface, type Interface } from "node:readline";
import { namesOf, playersOf } from "../commands/names.ts";
import type { Tank } from "../commands/run-command.ts";
import { commands } from "../commands/table.ts";
import { complete } from "../grammar/complete.ts";
import { type Chat, ownName } from "./chat.ts";
import { type TypingScreen, typingScreen } from "./typing-screen.ts";

/** A person at a terminal: history with the arrow keys, completion with Tab, Ctrl-D or `quit` to go. */
export interface TypedChat {
  readonly screen: TypingScreen;
  /** Resolves when the person leaves. */
  readonly talk: (chat: Chat, tank: Tank, signal: AbortSignal) => Promise<void>;
}

const leaving = /^\/?(?:quit|exit|bye)$/i;

export function typedChat(input: NodeJS.ReadStream, output: NodeJS.WriteStream): TypedChat {
  const completion: { of: ((line: string) => Promise<[string[], string]>) | null } = { of: null };
  const readline = createInterface({
    input,
    output,
    historySize: 500,
    removeHistoryDuplicates: true,
    completer(line: string, done: (error: Error | null, result: [string[], string]) => void) {
      const asked = completion.of?.(line) ?? Promise.resolve<[string[], string]>([[], line]);
      asked.then(
        (result) => done(null, result),
        // A completion that fails completes nothing; the command itself says what is wrong.
        () => done(null, [[], line]),
      );
    },
  });
  const screen = typingScreen(readline, output, `@${ownName()}> `);
  return {
    screen,
    async talk(chat, tank, signal) {
      const speakers = new Set<string>();
      completion.of = (line) => completeChat(line, tank, speakers);
      signal.addEventListener("abort", () => readline.close(), { once: true });
      readline.on("SIGINT", () => interrupted(readline, screen));
      screen.prompt();
      for await (const line of readline) {
        screen.entered(line);
        if (leaving.test(line.trim())) break;
        const speaker = /^\s*@(\S+)/.exec(line)?.[1];
        if (speaker !== undefined) speakers.add(speaker);
        if (line.trim() !== "") await chat.answer(line);
        screen.prompt();
      }
      readline.close();
    },
  };
}

/** Ctrl-C throws away the line, and leaves where there is none. */
function interrupted(readline: Interface, screen: TypingScreen): void {
  if (readline.line === "") return readline.close();
  readline.write(null, { ctrl: true, name: "e" });
  readline.write(null, { ctrl: true, name: "u" });
  screen.prompt();
}

async function completeChat(line: string, tank: Tank, speakers: ReadonlySet<string>): Promise<[string[], string]> {
  const who = /^\s*@\S*$/.exec(line);
  if (who) {
    const names = [...new Set([...speakers, ...(await playersOf(tank))])].map((name) => `@${name} `);
    const typed = line.trimStart();
    return [names.filter((name) => name.startsWith(typed)), typed];
  }
  const path = /--file[\s=]+(\S*)$/.exec(line)?.[1];
  if (path !== undefined) return [paths(path), path];
  const text = line.replace(/^\s*@\S+\s+/, "");
  const { words, typed } = await complete(commands, text, namesOf(tank));
  return [[...words], typed];
}

function paths(typed: string): string[] {
  const folder = typed.endsWith("/") ? typed : dirname(typed);
  try {
    const entries = readdirSync(folder === "" ? "." : folder, { withFileTypes: true });
    return entries
      .filter(({ name }) => !name.startsWith("."))
      .map((entry) => {
        const path = typed.includes("/") ? join(folder, entry.name) : entry.name;
        return entry.isDirectory()
          ? `${typed.startsWith("./") ? "./" : ""}${path}/`
          : `${typed.startsWith("./") ? "./" : ""}${path} `;
      })
      .filter((path) => path.startsWith(typed));
  } catch {
    // No such folder: nothing to complete.
    return [];
  }
}

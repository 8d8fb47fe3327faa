import type { ChatScreen } from "./chat-screen.ts";
import { progressLine } from "./progress-line.ts";
import { terminalLook } from "./render-card.ts";

/** The screen of piped input: cards on stdout, a run's progress on stderr. */
export function plainScreen(): ChatScreen {
  const line = progressLine(process.stderr, "auto");
  return {
    look: () => terminalLook(process.stdout),
    around: (write) => line.around(write),
    status: (text) => (text === null ? line.clear() : line.show(text)),
  };
}

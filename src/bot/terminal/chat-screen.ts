import type { TerminalLook } from "./render-card.ts";

/** What a terminal chat shows: text that stays, and one living line of what the runner is doing. */
export interface ChatScreen {
  /** How cards are to be drawn now; a window may change its width. */
  readonly look: () => TerminalLook;
  /** Writes something that stays, while the living line and what is being typed step aside. */
  readonly around: (write: () => void) => void;
  /** The living line; null: nothing is running. */
  readonly status: (text: string | null) => void;
}

import { createLogUpdate } from "log-update";
import { safeText } from "../text/safe-text.ts";

/** The one living line of a run, on stderr so that stdout holds only what was announced. */
export interface ProgressLine {
  show(text: string): void;
  clear(): void;
  /** Writes something above the line. */
  around(write: () => void): void;
}

/** On a terminal a line that lives; elsewhere a line whenever the text changes, or silence. */
export function progressLine(stream: NodeJS.WriteStream, mode: "auto" | "silent"): ProgressLine {
  if (mode === "silent") return { show: () => undefined, clear: () => undefined, around: (write) => write() };
  if (!stream.isTTY) {
    let last = "";
    return {
      show(text) {
        if (text !== last) stream.write(`  … ${safeText(text)}\n`);
        last = text;
      },
      clear: () => undefined,
      around: (write) => write(),
    };
  }
  const living = createLogUpdate(stream);
  return {
    show: (text) => living(`⏳ ${safeText(text)}`),
    clear: () => living.clear(),
    around(write) {
      living.clear();
      write();
    },
  };
}

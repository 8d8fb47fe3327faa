import type { Db } from "../../rounds/store/database.ts";
import { runLabel } from "../../rounds/store/run-labels.ts";
import type { HarnessEvent } from "../../runner/protocol.ts";
import { runText } from "../cards/run-text.ts";
import { progressText } from "./progress-line.ts";

/** Puts a run's name before what it is doing; a name is looked up once. */
export function runStatus(show: (text: string | null) => void): {
  readonly event: (db: Db, runId: number, event: HarnessEvent) => void;
  readonly ended: () => void;
} {
  const names = new Map<number, string>();
  let current = "";
  const say = (runId: number, text: string) => show(`${names.get(runId) ?? `run ${runId}`}: ${text}`);
  return {
    event(db, runId, event) {
      const text = progressText(event);
      if (text === null) return;
      current = `${runId} ${text}`;
      if (names.has(runId)) return say(runId, text);
      const asked = current;
      void runLabel(db, runId).then(
        (label) => {
          names.set(runId, runText(label));
          if (current === asked) say(runId, text);
        },
        // A name that can't be read now is read at the next event.
        () => undefined,
      );
    },
    ended() {
      current = "";
      show(null);
    },
  };
}

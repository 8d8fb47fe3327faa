import type { Db } from "../../rounds/store/database.ts";
import { type RunLabel, runLabel } from "../../rounds/store/run-labels.ts";
import type { HarnessEvent } from "../../runner/protocol.ts";
import { progressText } from "../cards/progress-text.ts";
import { waitingText } from "../cards/run-state-text.ts";
import { runText } from "../cards/run-text.ts";

/** Puts a run's name before what it is doing; a name is looked up once. */
export function runStatus(
  show: (text: string | null) => void,
  now: () => Date = () => new Date(),
): {
  readonly event: (db: Db, runId: number, event: HarnessEvent) => void;
  readonly ended: () => void;
} {
  const labels = new Map<number, RunLabel>();
  const waitsSince = new Map<number, Date>();
  let current = {};
  const say = (runId: number, event: HarnessEvent) => {
    const label = labels.get(runId);
    const since = waitsSince.get(runId);
    const text =
      event.event === "waiting"
        ? waitingText({ runner: label?.runner ?? "the runner", since: since ?? now(), holders: event.holders })
        : progressText(event);
    if (text !== null) show(`${label === undefined ? `run ${runId}` : runText(label)}: ${text}`);
  };
  return {
    event(db, runId, event) {
      if (event.event === "waiting") {
        if (!waitsSince.has(runId)) waitsSince.set(runId, now());
      } else {
        waitsSince.delete(runId);
        if (progressText(event) === null) return;
      }
      current = event;
      if (labels.has(runId)) return say(runId, event);
      void runLabel(db, runId).then(
        (label) => {
          labels.set(runId, label);
          if (current === event) say(runId, event);
        },
        // A name that can't be read now is read at the next event.
        () => undefined,
      );
    },
    ended() {
      current = {};
      show(null);
    },
  };
}

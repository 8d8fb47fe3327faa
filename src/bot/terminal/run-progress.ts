import type { HarnessEvent } from "../../runner/protocol.ts";
import { progressText } from "../cards/progress-text.ts";
import { waitingText } from "../cards/run-state-text.ts";
import type { ProgressLine } from "./progress-line.ts";

/** Shows the one run of a program while it goes on, with the wait for a device that others use. */
export function runProgress(runner: string, line: Pick<ProgressLine, "show">): (event: HarnessEvent) => void {
  let since: Date | null = null;
  return (event) => {
    if (event.event === "waiting") {
      since ??= new Date();
      return line.show(waitingText({ runner, since, holders: event.holders }));
    }
    since = null;
    const text = progressText(event);
    if (text !== null) line.show(text);
  };
}

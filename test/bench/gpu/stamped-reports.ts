import type { Report } from "../../../src/rounds/report.ts";
import { HarnessEvent } from "../../../src/runner/protocol.ts";

/** A report of a session, and the seconds of wall time since the one before it, or since the process was started. */
export interface StampedReport {
  readonly session: string;
  readonly report: Report;
  readonly seconds: number;
}

/** Reads what the stamper printed: a second, then `started`, an event or `ended`. */
export function readStamped(session: string, text: string): readonly StampedReport[] {
  const found: StampedReport[] = [];
  let since: number | null = null;
  for (const line of text.split("\n").filter((each) => each !== "")) {
    const gap = line.indexOf(" ");
    const at = Number(line.slice(0, gap));
    const rest = line.slice(gap + 1);
    since ??= at;
    if (!rest.startsWith("{")) continue;
    const event = HarnessEvent.parse(JSON.parse(rest));
    if (event.event !== "report") continue;
    found.push({ session, report: event.report, seconds: at - since });
    since = at;
  }
  return found;
}

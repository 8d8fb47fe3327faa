import type { Report } from "../rounds/report.ts";
import { type Bundle, HarnessEvent } from "./protocol.ts";

/** A report of a million samples is about 20 MB; a longer line is no report. */
const longestLine = 64 * 1024 * 1024;

export type EventsEnd =
  | { readonly ok: true; readonly report: Report }
  | { readonly ok: false; readonly kind: "lost" | "protocol"; readonly message: string };

/** Passes on a harness's events until its report; what does not fit the protocol ends the reading. */
export async function readEvents(
  output: AsyncIterable<string | Buffer>,
  bundle: Bundle,
  onEvent: ((event: HarnessEvent) => void) | undefined,
): Promise<EventsEnd> {
  let rest = "";
  for await (const chunk of output) {
    rest += chunk.toString();
    const lines = rest.split("\n");
    rest = lines.pop() ?? "";
    if (rest.length > longestLine) return refuse("a line that does not end");
    for (const line of lines) {
      const event = parseEvent(line);
      if (typeof event === "string") return refuse(event);
      if (event.event === "report" && !answers(event.report, bundle)) return refuse("the report of another run");
      onEvent?.(event);
      if (event.event === "report") return { ok: true, report: event.report };
    }
  }
  return { ok: false, kind: "lost", message: "The harness ended without a report." };
}

function refuse(what: string): EventsEnd {
  return { ok: false, kind: "protocol", message: `The harness sent ${what}.` };
}

function parseEvent(line: string): HarnessEvent | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return `a line that is not JSON: ${line.slice(0, 200)}`;
  }
  const parsed = HarnessEvent.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  return `an event that the protocol does not know (${issue?.path.join(".")}: ${issue?.message})`;
}

/** A late answer to an earlier attempt must not be taken for this one's. */
function answers(report: Report, bundle: Bundle): boolean {
  return report.runId === bundle.runId && report.attempt === bundle.attempt;
}

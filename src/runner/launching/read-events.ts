import { StringDecoder } from "node:string_decoder";
import type { Report } from "../../rounds/report.ts";
import { type Bundle, HarnessEvent } from "../protocol.ts";

/** A report of a million samples is about 20 MB; a longer line is no report. */
const longestLine = 64 * 1024 * 1024;

export type EventsEnd =
  | { readonly ok: true; readonly report: Report }
  | { readonly ok: false; readonly kind: "lost" | "protocol"; readonly message: string };

/** A harness's output, read run by run: what it says between two runs is read, and refused, with the second. */
export class EventReader {
  readonly #chunks: AsyncIterator<string | Buffer>;
  /** A pipe cuts anywhere, also within a character. */
  readonly #decoder = new StringDecoder("utf8");
  #lines: string[] = [];
  /** The pieces of a line that has not ended yet: joined once, however many there are. */
  #rest: string[] = [];
  #restLength = 0;

  constructor(output: AsyncIterable<string | Buffer>) {
    this.#chunks = output[Symbol.asyncIterator]();
  }

  /** Passes on events until the report of this run; what does not fit the protocol ends the reading. */
  async untilReport(bundle: Bundle, onEvent: ((event: HarnessEvent) => void) | undefined): Promise<EventsEnd> {
    for (;;) {
      const line = this.#lines.shift();
      if (line === undefined) {
        if (this.#restLength > longestLine) return refuse("a line that does not end");
        if (await this.#read()) continue;
        return { ok: false, kind: "lost", message: "The harness ended without a report." };
      }
      const event = parseEvent(line);
      if (typeof event === "string") return refuse(event);
      if (event.event === "report" && !answers(event.report, bundle)) return refuse("the report of another run");
      onEvent?.(event);
      if (event.event === "report") return { ok: true, report: event.report };
    }
  }

  /** False at the output's end. */
  async #read(): Promise<boolean> {
    const { done, value } = await this.#chunks.next();
    if (done) return false;
    const [first = "", ...more] = this.#decoder.write(value).split("\n");
    this.#rest.push(first);
    this.#restLength += first.length;
    if (more.length === 0) return true;
    // Not by `push`: as many arguments as there may be lines are more than a stack holds.
    this.#lines = [...this.#lines, this.#rest.join(""), ...more.slice(0, -1)];
    this.#rest = more.slice(-1);
    this.#restLength = this.#rest[0]?.length ?? 0;
    return true;
  }
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

import type { IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "pino";
import type { Database } from "../../rounds/store/database.ts";
import type { OutboxRow } from "../../rounds/store/outbox.ts";
import { owedAfter } from "../../rounds/store/outbox-stream.ts";
import { leaveOwed } from "../announce.ts";
import { redact } from "../redact.ts";
import { eventOf } from "./event-of.ts";
import { followOutbox } from "./follow-outbox.ts";
import { readPosition } from "./read-position.ts";
import { type Reader, sseReader } from "./sse-reader.ts";

export interface EventStreamOptions {
  readonly database: Database;
  readonly seasonId: number;
  readonly log: Logger;
  /** How often a quiet stream shows that it lives. */
  readonly heartbeatMs?: number;
  /** Whoever has this much to read still is cut off. */
  readonly mostBufferedBytes?: number;
  readonly mostReaders?: number;
}

/** What happens in a season, as server-sent events. */
export interface EventStream {
  /** Something was owed: whoever listens is told. Costs nothing while nobody does. */
  notify(): void;
  /** Writes `text/event-stream` until the reader leaves, falls behind or the signal comes; who may read is decided before. */
  serve(request: IncomingMessage, response: ServerResponse, signal: AbortSignal): Promise<void>;
}

const pageRows = 50;

export function eventStream(options: EventStreamOptions): EventStream {
  const { database, seasonId, log, heartbeatMs = 15_000, mostBufferedBytes = 256 * 1024, mostReaders = 100 } = options;
  let readers = 0;
  const drawn = async (row: OutboxRow) => {
    const event = await eventOf(database.db, row);
    // A line break would end the data, and JSON has none.
    return event === null ? null : `id: ${row.id}\nevent: ${event.type}\ndata: ${redact(JSON.stringify(event))}\n\n`;
  };
  const outbox = followOutbox({ db: database.db, seasonId, drawn });
  const follow = async (reader: Reader, after: number | null) => {
    let position = after;
    while (position !== null && !reader.gone.aborted) {
      const rows = await owedAfter(database.db, seasonId, position, pageRows);
      if (rows.length === 0) break;
      for (const row of rows) {
        await reader.write((await drawn(row)) ?? "");
        position = row.id;
      }
    }
    await outbox.join(reader, position);
  };
  return {
    notify() {
      outbox
        .look()
        .catch(leaveOwed)
        .catch((error: unknown) => log.error({ err: error }, "events-late"));
    },
    async serve(request, response, signal) {
      const position = readPosition(request);
      if (position === "unreadable")
        return refuse(response, 400, "Last-Event-ID is the number of an event, such as 128.");
      if (readers >= mostReaders) return refuse(response, 503, "Too many read this stream now; try again later.");
      readers++;
      const reader = sseReader(response, { heartbeatMs, mostBufferedBytes, signal });
      try {
        await follow(reader, position);
        await reader.left;
      } catch (error) {
        if (!reader.gone.aborted) log.error({ err: error }, "event-stream-failed");
      } finally {
        outbox.leave(reader);
        reader.end();
        readers--;
      }
    },
  };
}

function refuse(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" });
  response.end(`${text}\n`);
}

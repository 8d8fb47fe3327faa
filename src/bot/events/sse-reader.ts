import { once } from "node:events";
import type { ServerResponse } from "node:http";

/** Somebody who reads a stream of events. */
export interface Reader {
  /** Aborted once they left, fell too far behind, or were sent away. */
  readonly gone: AbortSignal;
  /** Resolves then. */
  readonly left: Promise<void>;
  /** Writes now; who has too much to read already is cut off. */
  push(text: string): void;
  /** Writes when they have read what came before. */
  write(text: string): Promise<void>;
  end(): void;
}

interface ReaderOptions {
  readonly heartbeatMs: number;
  readonly mostBufferedBytes: number;
  readonly signal: AbortSignal;
}

export function sseReader(response: ServerResponse, { heartbeatMs, mostBufferedBytes, signal }: ReaderOptions): Reader {
  const away = new AbortController();
  const gone = AbortSignal.any([away.signal, signal]);
  const left = gone.aborted ? Promise.resolve() : once(gone, "abort").then(() => undefined);
  response.on("close", () => away.abort()).on("error", () => away.abort());
  response.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
    // A proxy that gathers what it passes on would hold events back.
    "x-accel-buffering": "no",
  });
  const push = (text: string) => {
    if (gone.aborted || text === "") return;
    response.write(text);
    if (response.writableLength > mostBufferedBytes) cutOff();
  };
  const cutOff = () => {
    away.abort();
    response.destroy();
  };
  push("retry: 3000\n\n");
  const heart = setInterval(() => push(": still here\n\n"), heartbeatMs);
  return {
    gone,
    left,
    push,
    async write(text) {
      push(text);
      if (!response.writableNeedDrain || gone.aborted) return;
      // Who reads nothing for as long as a heart takes is gone.
      const late = setTimeout(cutOff, heartbeatMs);
      await once(response, "drain", { signal: gone }).catch(() => undefined);
      clearTimeout(late);
    },
    end() {
      clearInterval(heart);
      away.abort();
      if (!response.destroyed) response.end();
    },
  };
}

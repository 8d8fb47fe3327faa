import type { IncomingMessage, ServerResponse } from "node:http";
import type { Door, Visitor } from "../door.ts";

/** A request of somebody who was let in. */
export interface Asking {
  readonly door: Door;
  readonly visitor: Visitor;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Looks again whether they may still be here. @throws UserError where they may not */
  readonly stillIn: () => Promise<unknown>;
  /** The door is being shut. */
  readonly closing: AbortSignal;
}

/** One of the ways that lead in. */
export interface Way {
  readonly methods: readonly string[];
  readonly serve: (asking: Asking) => Promise<void>;
}

/** Answers with JSON. */
export function say(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(`${JSON.stringify(body)}\n`);
}

import type { ServerResponse } from "node:http";
import type { Json } from "../json.ts";
import type { Refusal } from "../refusal.ts";

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
  /** The request was carried out, and its sender never learns it. */
  readonly lost?: "timeout" | "reset";
}

export function jsonReply(body: Json, status = 200, headers: Readonly<Record<string, string>> = {}): Reply {
  return {
    status,
    headers: { "content-type": "application/json; charset=utf-8", ...headers },
    body: JSON.stringify(body),
  };
}

/** A refusal in the form of the Web API: the code, and what it says in detail both ways that Slack says it. */
export function refusalBody(refusal: Refusal): Json {
  const details = refusal.details.length === 0 ? {} : detailsOf(refusal.details);
  return { ok: false, error: refusal.code, ...refusal.extra, ...details };
}

const detailsOf = (details: readonly string[]) => ({
  errors: details,
  response_metadata: { messages: details.map((detail) => `[ERROR] ${detail}`) },
});

/** Sends the reply, or loses it: an unanswered request stays open until its sender or this Slack gives up. */
export function send(response: ServerResponse, reply: Reply): void {
  if (reply.lost === "timeout") return;
  if (reply.lost === "reset") {
    response.socket?.destroy();
    return;
  }
  response.writeHead(reply.status, reply.headers).end(reply.body);
}

import type { ServerResponse } from "node:http";
import type { Fault } from "../faults.ts";
import type { Refusal } from "../refusal.ts";

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
  /** Its sender never learns it. */
  readonly lost?: "timeout" | "reset";
}

export const nothing: Reply = { status: 204, body: "" };

export function jsonReply(body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status, headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) };
}

export function refusalReply({ status, code, message, errors }: Refusal): Reply {
  return jsonReply({ message, code, ...(errors === undefined ? {} : { errors }) }, status);
}

/** What a bucket says of itself; never near its end, as only a planned fault is a limit here. */
export function limitHeaders(route: string): Readonly<Record<string, string>> {
  return {
    "x-ratelimit-bucket": bucketOf(route),
    "x-ratelimit-limit": "1000",
    "x-ratelimit-remaining": "999",
    "x-ratelimit-reset": String(Date.now() / 1000 + 1),
    "x-ratelimit-reset-after": "1",
  };
}

const bucketOf = (route: string) => Buffer.from(route).toString("hex").slice(-32);

type Refused = Exclude<Fault, { readonly acceptThen: unknown } | { readonly lose: unknown }>;

export function faultReply(fault: Refused, route: string): Reply {
  if ("code" in fault)
    return jsonReply({ message: fault.message ?? "A planned refusal", code: fault.code }, fault.status);
  if (!("retryAfterS" in fault)) return { status: fault.status, body: "<html>upstream error</html>" };
  const { retryAfterS, scope = "user" } = fault;
  const isGlobal = scope === "global";
  const body = { message: "You are being rate limited.", retry_after: retryAfterS, global: isGlobal };
  return jsonReply(body, 429, {
    "retry-after": String(retryAfterS),
    "x-ratelimit-scope": scope,
    ...(isGlobal ? { "x-ratelimit-global": "true" } : spentBucket(route, retryAfterS)),
  });
}

const spentBucket = (route: string, retryAfterS: number) => ({
  ...limitHeaders(route),
  "x-ratelimit-remaining": "0",
  "x-ratelimit-reset": String(Date.now() / 1000 + retryAfterS),
  "x-ratelimit-reset-after": String(retryAfterS),
});

/** Sends the reply, or loses it: an unanswered request stays open until its sender or this Discord gives up. */
export function send(response: ServerResponse, reply: Reply): void {
  if (reply.lost === "timeout") return;
  if (reply.lost === "reset") {
    response.socket?.destroy();
    return;
  }
  response.writeHead(reply.status, reply.headers).end(reply.status === 204 ? undefined : reply.body);
}

import type { Json } from "../slack/json.ts";

/** What Discord says beside its own codes; the status is the one that it answers with. */
const words = {
  10003: [404, "Unknown Channel"],
  10004: [404, "Unknown Guild"],
  10007: [404, "Unknown Member"],
  10008: [404, "Unknown Message"],
  10013: [404, "Unknown User"],
  10015: [404, "Unknown Webhook"],
  10062: [404, "Unknown interaction"],
  10063: [404, "Unknown application command"],
  30015: [400, "Maximum number of attachments in a message reached (10)"],
  40005: [413, "Request entity too large"],
  40060: [400, "Interaction has already been acknowledged."],
  40333: [403, "internal network error"],
  50001: [403, "Missing Access"],
  50005: [403, "Cannot edit a message authored by another user"],
  50006: [400, "Cannot send an empty message"],
  50007: [403, "Cannot send messages to this user"],
  50013: [403, "Missing Permissions"],
  50024: [400, "Cannot execute action on this channel type"],
  50027: [401, "Invalid Webhook Token"],
  50033: [400, "Invalid Recipient(s)"],
  50083: [403, "Thread is archived"],
  50109: [400, "The request body contains invalid JSON."],
  160004: [400, "A thread has already been created for this message"],
} as const satisfies Readonly<Record<number, readonly [number, string]>>;

export type RefusalCode = keyof typeof words;

/** An answer that Discord gives instead of what was asked for: a status, `{ message, code }`, and which fields erred. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly status: number;
  readonly code: number;
  readonly errors: Json | undefined;

  constructor(status: number, code: number, message: string, errors?: Json) {
    super(message);
    this.status = status;
    this.code = code;
    this.errors = errors;
  }
}

export function refusal(code: RefusalCode): Refusal {
  const [status, message] = words[code];
  return new Refusal(status, code, message);
}

/** What Discord answers before it looks at anything: no such address, no such token. */
export function plainRefusal(status: 401 | 404 | 405): Refusal {
  const message = { 401: "401: Unauthorized", 404: "404: Not Found", 405: "405: Method Not Allowed" }[status];
  return new Refusal(status, 0, message);
}

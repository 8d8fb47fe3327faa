import type { Db } from "../../rounds/store/database.ts";
import type { Channel } from "../announce.ts";
import { redact } from "../redact.ts";
import { eventOf } from "./event-of.ts";
import type { Webhook } from "./webhooks.ts";

/** A webhook did not take an event. Neither its address nor what it said is in the words: both may hold secrets. */
export class WebhookFailure extends Error {
  override readonly name = "WebhookFailure";
  /** Null: it answered nothing. */
  readonly status: number | null;
  /** How long it asks to be left alone. */
  readonly retryAfterMs: number | null;

  constructor(hook: string, status: number | null, retryAfterMs: number | null = null, options: ErrorOptions = {}) {
    super(`webhook ${hook}: ${status === null ? "no answer" : says(status)}`, options);
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }
}

export interface WebhookChannelOptions {
  readonly db: Db;
  readonly now: () => Date;
  /** How long an answer is waited for. */
  readonly limitMs: number;
  readonly signal: AbortSignal;
}

/** The place of a webhook among those that announcements are owed to. */
export function placeOfWebhook(name: string): string {
  return `webhook:${name}`;
}

/**
 * A webhook as a channel: signed by Standard Webhooks, under the same id at each try. Nobody can be asked what a
 * receiver has, so an event may come twice, and never out of order.
 */
export function webhookChannel(hook: Webhook, { db, now, limitMs, signal }: WebhookChannelOptions): Channel {
  const { name, url, events, sign } = hook;
  return {
    name: placeOfWebhook(name),
    find: async () => null,
    async post(row) {
      const event = await eventOf(db, row);
      if (event === null || (events !== null && !events.includes(event.type))) return null;
      const { id } = event;
      const body = redact(JSON.stringify(event));
      const at = now();
      const headers = {
        "content-type": "application/json",
        "user-agent": "shark-tank",
        "webhook-id": id,
        "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
        "webhook-signature": sign(id, at, body),
      };
      const patience = AbortSignal.any([signal, AbortSignal.timeout(limitMs)]);
      const response = await fetch(url, {
        method: "POST",
        headers,
        body,
        // Elsewhere is not where the operator said.
        redirect: "manual",
        signal: patience,
      }).catch((error: unknown) => {
        throw new WebhookFailure(name, null, null, { cause: plainCause(error) });
      });
      // What it says is of no use here, however much it is.
      await response.body?.cancel().catch(() => undefined);
      if (!response.ok) throw new WebhookFailure(name, response.status, retryAfterMs(response.headers, at));
      return id;
    },
  };
}

function says(status: number): string {
  if (status >= 300 && status < 400) return `${status}, and redirects are not followed`;
  return `${status}`;
}

/** The code that the network gave, and not the address. */
function plainCause(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return "unknown";
  return "code" in cause && typeof cause.code === "string" ? cause.code : cause.name;
}

/** In seconds, or as a date. */
function retryAfterMs(headers: Headers, now: Date): number | null {
  const text = headers.get("retry-after");
  if (text === null) return null;
  const ms = /^\d{1,7}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now.getTime();
  return Number.isFinite(ms) && ms > 0 ? ms : null;
}

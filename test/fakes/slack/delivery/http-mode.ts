import { createHmac } from "node:crypto";
import { isJson, type Json, parseJson } from "../json.ts";
import type { Workspace } from "../workspace.ts";
import { type Acknowledgement, type Delivery, NotDelivered } from "./delivery.ts";

export interface Address {
  readonly url: string;
  readonly ackWithinMs: number;
}

/** Posts to the app's own address, signed as Slack signs. */
export async function deliverOverHttp(
  slack: Workspace,
  { url, ackWithinMs }: Address,
  delivery: Delivery,
): Promise<Acknowledgement> {
  const { contentType, body } = encode(delivery);
  const response = await post(
    { url, ackWithinMs },
    {
      "content-type": contentType,
      ...signatureHeaders(slack, body, delivery.signature),
      ...retryHeaders(delivery),
    },
    body,
  );
  const text = await response.text();
  const isReply = response.ok || delivery.signature !== undefined;
  if (!isReply) throw new NotDelivered(`The app answered ${response.status} (http_service_error).`);
  return { status: response.status, payload: answerOf(text) };
}

async function post(
  { url, ackWithinMs }: Address,
  headers: Readonly<Record<string, string>>,
  body: string,
): Promise<Response> {
  const signal = AbortSignal.timeout(ackWithinMs);
  try {
    return await fetch(url, { method: "POST", headers, body, signal, redirect: "manual" });
  } catch (error) {
    const what = signal.aborted
      ? `no answer within ${ackWithinMs} ms (operation_timeout)`
      : "unreachable (dispatch_failed)";
    throw new NotDelivered(`The app at ${url}: ${what}.`, { cause: error });
  }
}

function encode({ kind, payload }: Delivery): { readonly contentType: string; readonly body: string } {
  if (kind === "events_api") return { contentType: "application/json", body: JSON.stringify(payload) };
  const fields = kind === "interactive" ? { payload: JSON.stringify(payload) } : stringsOf(payload);
  return { contentType: "application/x-www-form-urlencoded", body: new URLSearchParams(fields).toString() };
}

const stringsOf = (payload: Json) =>
  Object.fromEntries(Object.entries(payload).map(([key, value]) => [key, String(value)]));

const staleByS = 10 * 60;

function signatureHeaders(slack: Workspace, body: string, fault: Delivery["signature"]) {
  const timestamp = String(Math.floor(Date.now() / 1000) - (fault === "old" ? staleByS : 0));
  const secret = fault === "wrong" ? "somebody else's secret" : slack.signingSecret;
  const digest = createHmac("sha256", secret).update(`v0:${timestamp}:${body}`).digest("hex");
  return { "x-slack-request-timestamp": timestamp, "x-slack-signature": `v0=${digest}` };
}

function retryHeaders({ retry }: Delivery): Readonly<Record<string, string>> {
  return retry === undefined
    ? {}
    : { "x-slack-retry-num": String(retry.attempt), "x-slack-retry-reason": retry.reason };
}

/** Plain words as an answer stand for a message with that text. */
function answerOf(text: string): Json {
  if (text.trim() === "") return {};
  const parsed = parseJson(text);
  return isJson(parsed) ? parsed : { text };
}

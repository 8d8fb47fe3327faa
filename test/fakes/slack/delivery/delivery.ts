import type { Json } from "../json.ts";

/** Something that a person did, on its way to the app. */
export interface Delivery {
  readonly kind: "slash_commands" | "events_api" | "interactive";
  readonly payload: Json;
  /** Whether the app may answer with more than an acknowledgement. */
  readonly takesAnswer: boolean;
  readonly retry?: { readonly attempt: number; readonly reason: string };
  /** HTTP only: signs it wrongly, or as of ten minutes ago. */
  readonly signature?: "wrong" | "old";
}

/** The app's acknowledgement: over HTTP its status and body, over a socket 200 and its payload. */
export interface Acknowledgement {
  readonly status: number;
  readonly payload: Json;
}

/** What a person would read under their command: the app did not take it. */
export class NotDelivered extends Error {
  override readonly name = "NotDelivered";
}

/** Slack waits three seconds for an acknowledgement. */
export const slackWaitsMs = 3_000;

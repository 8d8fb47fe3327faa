import type { Generated } from "kysely";
import type { Json, Time } from "./column-types.ts";

/** What is owed to people, what they were shown, and what came from them. Columns are explained in the migrations. */

/** What kinds of announcement there are; the facts are read when the card is drawn. */
export type AnnouncementKind =
  | "round-opened"
  /** A pitch, in its round's thread; on the bench, for the day's digest. */
  | "pitched"
  | "voting-opened"
  /** To those who have voted before and not yet in this round, each alone. */
  | "vote-reminder"
  | "tally"
  | "verdict"
  | "decided"
  | "needs-host"
  | "cancelled"
  /** Asked and answered, in the pitch's thread. */
  | "question"
  | "proof"
  /** What came to the bench since the last one. */
  | "bench-digest"
  /** A verdict that a rerun or a ruling changed after its round, and what moved with it. */
  | "corrected"
  /** A private measurement, told to its asker alone. */
  | "measured"
  /** Nobody takes what waits for a runner: to the round's host, or to who asked for a measurement. */
  | "unserved";

export interface OutboxTable {
  id: Generated<number>;
  /** The same fact is announced once, whatever writes it. */
  key: string;
  season_id: number;
  round_id: number | null;
  kind: AnnouncementKind;
  body: Json<object>;
  notify: boolean;
  created_at: Time;
}

export interface DeliveryTable {
  outbox_id: number;
  channel: string;
  external_id: string | null;
  delivered_at: Time;
}

export interface InboxTable {
  event_id: string;
  seen_at: Time;
}

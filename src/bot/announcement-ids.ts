import { z } from "zod";
import type { OutboxRow } from "../rounds/store/outbox.ts";

/** What a log line about an announcement tells of it. */
export interface AnnouncementIds {
  readonly key: string;
  readonly kind: string;
  readonly roundId: number | null;
  readonly runId?: number;
}

const AboutRun = z.object({ runId: z.number() });

/** Nothing for nothing. */
export function announcementIds(row: OutboxRow | null | undefined): AnnouncementIds | null {
  if (row === null || row === undefined) return null;
  const { key, kind, round_id: roundId, body } = row;
  const run = AboutRun.safeParse(body);
  return { key, kind, roundId, ...(run.success && { runId: run.data.runId }) };
}

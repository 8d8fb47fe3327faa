import type { Logger } from "pino";
import type { Game } from "../../rounds/game.ts";
import { once } from "../../rounds/store/inbox.ts";
import { type Announcer, createAnnouncer, type DeliveryWatch } from "../announce.ts";
import { skipToOpenRound } from "../chat/announcing/join-season.ts";
import { backoffMs, patientAnnouncer } from "../patient-announcer.ts";
import { placeOfWebhook, WebhookFailure, webhookChannel } from "./webhook-channel.ts";
import type { Webhook } from "./webhooks.ts";

export interface WebhookAnnouncerOptions {
  readonly game: Game;
  readonly seasonId: number;
  readonly log: Logger;
  readonly watch?: DeliveryWatch;
  readonly signal: AbortSignal;
  readonly limitMs?: number;
  /** The wait after a failure; by default longer where trying again soon is of no use. */
  readonly waitMs?: (error: unknown, failures: number) => number;
}

/** Tells a webhook what it is owed, in order, again and again until it takes it; nobody waits for it. */
export function webhookAnnouncer(hook: Webhook, options: WebhookAnnouncerOptions): Announcer {
  const { game, seasonId, log, watch, signal, limitMs = 10_000, waitMs = webhookWaitMs } = options;
  const { database, clock } = game;
  const now = () => clock.now();
  const channel = webhookChannel(hook, { db: database.db, now, limitMs, signal });
  const announcer = createAnnouncer(database, seasonId, channel, now, watch);
  let hasJoined = false;
  const joining: Announcer = {
    async deliver() {
      if (signal.aborted) return;
      if (!hasJoined) await joinAsWebhook(game, seasonId, hook.name);
      hasJoined = true;
      await announcer.deliver();
    },
    stuck: () => announcer.stuck?.() ?? null,
  };
  return patientAnnouncer(joining, async (error, failures) => waitMs(error, failures), log, signal);
}

/** A webhook that is new to a season is told the open round from its beginning and nothing older; once, and for good. */
async function joinAsWebhook({ database, clock }: Game, seasonId: number, name: string): Promise<void> {
  const at = clock.now();
  const channel = placeOfWebhook(name);
  await once(database, `${channel} joined season ${seasonId}`, at, (inner) =>
    inner.transaction((tx) => skipToOpenRound(tx, { seasonId, channel, at })),
  );
}

const minuteMs = 60_000;
const longestMs = 60 * minuteMs;

/** A refusal that only a person can mend is asked about four times an hour, one that is gone for good once. */
export function webhookWaitMs(error: unknown, failures: number): number {
  if (!(error instanceof WebhookFailure)) return backoffMs(failures);
  const { status, retryAfterMs } = error;
  if (status === 410) return longestMs;
  if (retryAfterMs !== null) return Math.min(longestMs, Math.max(retryAfterMs, backoffMs(failures)));
  const isRefusal = status !== null && status >= 300 && status < 500 && ![408, 425, 429].includes(status);
  return isRefusal ? 15 * minuteMs : backoffMs(failures);
}

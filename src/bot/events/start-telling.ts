import type { Logger } from "pino";
import type { Game } from "../../rounds/game.ts";
import type { Announcer, DeliveryWatch } from "../announce.ts";
import { type EventStream, eventStream } from "./event-stream.ts";
import { webhookGroup } from "./webhook-group.ts";
import type { Webhook } from "./webhooks.ts";

/** Who is told what a season owes: the places where people are, and programs beside them. */
export interface Telling {
  readonly events: EventStream;
  /** Resolves when people were told; they don't wait for programs. */
  deliver(): Promise<void>;
  /** Resolves when each program was told, or waits for its next try. */
  programsTold(): Promise<void>;
}

export function startTelling(options: {
  readonly game: Game;
  readonly seasonId: number;
  readonly log: Logger;
  readonly watch: DeliveryWatch;
  readonly announcer: Announcer | null;
  readonly webhooks: readonly Webhook[];
  readonly signal: AbortSignal;
}): Telling {
  const { game, seasonId, log, announcer, webhooks, signal, watch } = options;
  const events = eventStream({ database: game.database, seasonId, log });
  const programs = webhookGroup(webhooks, { game, seasonId, log, watch }, signal);
  return {
    events,
    async deliver() {
      events.notify();
      void programs.deliver();
      await announcer?.deliver();
    },
    programsTold: () => programs.deliver(),
  };
}

import type { WebClient } from "@slack/web-api";
import type { Logger } from "pino";
import type { Game } from "../../../rounds/game.ts";
import type { RoundView } from "../../../rounds/memory/round-view.ts";
import { latestRoundOf } from "../../../rounds/store/rounds.ts";
import type { SeasonRow } from "../../../rounds/store/seasons.ts";
import { type Announcer, createAnnouncer } from "../../announce.ts";
import type { Card } from "../../cards/card.ts";
import { backoffMs, patientAnnouncer, type WaitAfter } from "../../patient-announcer.ts";
import type { DrawCard } from "../blocks/prefixed-card.ts";
import { openDirect } from "../open-direct.ts";
import { type SlackFailure, slackFailure } from "../slack-failure.ts";
import type { SlackPeople } from "../slack-people.ts";
import type { Posts } from "./posts.ts";
import { slackChannel } from "./slack-channel.ts";

export interface SlackAnnouncing {
  readonly game: Game;
  readonly season: SeasonRow;
  readonly client: WebClient;
  readonly posts: Posts;
  readonly people: SlackPeople;
  readonly log: Logger;
  /** The channel's id as it is now; null until a host has opened a round somewhere. */
  readonly channel: () => string | null;
  readonly draw: DrawCard;
  readonly drawRound: (view: RoundView) => Promise<Card>;
  /** Called when nothing is owed any more: what was told may have changed what stands there. */
  readonly onDelivered?: () => void;
  readonly signal: AbortSignal;
}

/** Announces a season in its channel, as soon as it has one. */
export function announceInSlack(options: SlackAnnouncing): Announcer {
  const { game, season, channel, log, signal } = options;
  const { database } = game;
  const now = () => game.clock.now();
  const byChannel = new Map<string, Announcer>();
  const announcerOf = (id: string): Announcer => {
    const known = byChannel.get(id);
    if (known) return known;
    const made = createAnnouncer(
      database,
      season.id,
      slackChannel({ ...options, db: database.db, channel: id, now }),
      now,
    );
    byChannel.set(id, made);
    return made;
  };
  const current: Announcer = {
    async deliver() {
      const id = channel();
      if (id === null) return;
      await announcerOf(id).deliver();
      options.onDelivered?.();
    },
  };
  return patientAnnouncer(current, waitAfter(options), log, signal);
}

function waitAfter(options: SlackAnnouncing): WaitAfter {
  const told = new Set<string>();
  return async (error, failures) => {
    const failure = slackFailure(error);
    if (failures === 1) told.clear();
    if (failure === null || failure.kind === "later") return failure?.afterMs ?? backoffMs(failures);
    options.log.error({ failure }, "delivery-refused");
    if (failure.kind === "place" && !told.has(failure.code) && (await tellHost(options, failure))) {
      told.add(failure.code);
    }
    // People who mend a channel look at it then, so it is tried often at first and once a minute later.
    return backoffMs(failures);
  };
}

/** A host learns of a channel that is shut where it can still be read: alone. False where that failed as well. */
async function tellHost(options: SlackAnnouncing, failure: SlackFailure & { kind: "place" }): Promise<boolean> {
  const { game, season, people, client, log, channel } = options;
  try {
    const round = await latestRoundOf(game.database.db, season.id);
    const names = [...new Set([...(round === null ? [] : [round.host]), ...(game.roles?.hosts ?? [])])];
    for (const name of names) {
      const account = await people.accountOf(name);
      if (account === null) continue;
      const text = `What there is to tell of ${season.name} can't be posted in <#${channel()}>: ${failure.says}. Nothing is lost; it is posted as soon as it can be.`;
      await client.chat.postMessage({ channel: await openDirect(client, account), text });
    }
    return true;
  } catch (error) {
    log.error({ err: error }, "host-not-told");
    return false;
  }
}

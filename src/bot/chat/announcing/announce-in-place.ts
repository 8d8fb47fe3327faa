import type { Logger } from "pino";
import type { Game } from "../../../rounds/game.ts";
import { latestRoundOf } from "../../../rounds/store/rounds.ts";
import type { SeasonRow } from "../../../rounds/store/seasons.ts";
import { type Announcer, type Channel, createAnnouncer, type DeliveryWatch } from "../../announce.ts";
import { announcementIds } from "../../announcement-ids.ts";
import { backoffMs, patientAnnouncer, type WaitAfter } from "../../patient-announcer.ts";
import type { ChatFailure, FailureOf } from "../chat-failure.ts";
import { joinSeason } from "./join-season.ts";

export interface AnnouncingInPlace {
  readonly game: Game;
  readonly season: SeasonRow;
  readonly log: Logger;
  /** The channel's id as it is now; null until a host has opened a round somewhere. */
  readonly channel: () => string | null;
  readonly channelOf: (id: string) => Channel;
  readonly failureOf: FailureOf;
  /** A channel as people write it there: `<#C0123ABCD>`. */
  readonly mention: (channel: string) => string;
  /** Writes to a player alone; does nothing for whoever plays from elsewhere. */
  readonly tell: (player: string, text: string) => Promise<void>;
  /** Called when nothing is owed any more: what was told may have changed what stands there. */
  readonly onDelivered?: () => void;
  readonly watch?: DeliveryWatch | undefined;
  readonly signal: AbortSignal;
}

/** Announces a season in its channel of a platform, as soon as it has one. */
export function announceInPlace(options: AnnouncingInPlace): Announcer {
  const { game, season, channel, channelOf, log, watch, signal } = options;
  const byChannel = new Map<string, Announcer>();
  const announcerOf = async (id: string): Promise<Announcer> => {
    const known = byChannel.get(id);
    if (known) return known;
    const place = channelOf(id);
    await joinSeason(game, season.id, place.name);
    const made = createAnnouncer(game.database, season.id, place, () => game.clock.now(), watch);
    byChannel.set(id, made);
    return made;
  };
  const current: Announcer = {
    async deliver() {
      const id = channel();
      if (id === null) return;
      await (await announcerOf(id)).deliver();
      options.onDelivered?.();
    },
    stuck: () => byChannel.get(channel() ?? "")?.stuck?.() ?? null,
  };
  return patientAnnouncer(current, waitAfter(options, current), log, signal);
}

function waitAfter(options: AnnouncingInPlace, { stuck }: Announcer): WaitAfter {
  const told = new Set<string>();
  return async (error, failures) => {
    const failure = options.failureOf(error);
    if (failures === 1) told.clear();
    if (failure === null || failure.kind === "later") return failure?.afterMs ?? backoffMs(failures);
    options.log.error({ failure, ...announcementIds(stuck?.()) }, "delivery-refused");
    if (failure.kind === "place" && !told.has(failure.code) && (await tellHost(options, failure))) {
      told.add(failure.code);
    }
    // People who mend a channel look at it then, so it is tried often at first and once a minute later.
    return backoffMs(failures);
  };
}

/** A host learns of a channel that is shut where it can still be read: alone. False where that failed as well. */
async function tellHost(options: AnnouncingInPlace, failure: ChatFailure & { kind: "place" }): Promise<boolean> {
  const { game, season, log, channel, mention, tell } = options;
  try {
    const round = await latestRoundOf(game.database.db, season.id);
    const names = [...new Set([...(round === null ? [] : [round.host]), ...(game.roles?.hosts ?? [])])];
    const where = mention(channel() ?? "");
    for (const name of names) {
      await tell(
        name,
        `What there is to tell of ${season.name} can't be posted in ${where}: ${failure.says}. Nothing is lost; it is posted as soon as it can be.`,
      );
    }
    return true;
  } catch (error) {
    log.error({ err: error }, "host-not-told");
    return false;
  }
}

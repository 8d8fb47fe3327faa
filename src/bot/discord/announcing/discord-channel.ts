import type { REST } from "discord.js";
import type { Logger } from "pino";
import type { RoundView } from "../../../rounds/memory/round-view.ts";
import type { Db } from "../../../rounds/store/database.ts";
import type { Channel } from "../../announce.ts";
import type { Card } from "../../cards/card.ts";
import { partsChannel } from "../../chat/announcing/parts-channel.ts";
import type { ChatPeople } from "../../chat/chat-people.ts";
import { discordFailure } from "../discord-failure.ts";
import type { drawCard } from "../messages/draw-card.ts";
import { openDirect } from "../open-direct.ts";
import { postPart } from "./post-part.ts";
import type { Posts } from "./posts.ts";

export interface DiscordChannelParts {
  readonly db: Db;
  /** The channel's id. */
  readonly channel: string;
  readonly posts: Posts;
  readonly people: ChatPeople;
  readonly rest: REST;
  readonly draw: typeof drawCard;
  /** A round as it stands. */
  readonly drawRound: (view: RoundView) => Promise<Card>;
  readonly now: () => Date;
  readonly log: Logger;
}

/** The name under which a channel's deliveries are kept. */
export function deliveryName(channel: string): string {
  return `discord:${channel}`;
}

/** A Discord channel: each part stands under a reference in its footer; a round's thread hangs on its message. */
export function discordChannel(options: DiscordChannelParts): Channel {
  const { db, channel, posts, people, rest, drawRound, now, log } = options;
  const threadOf = (root: string, name: string) => posts.thread(channel, root, name);
  return partsChannel({
    db,
    name: deliveryName(channel),
    failureOf: discordFailure,
    drawRound,
    now,
    log,
    async post({ where, ...part }, { key, root, threadName, since, notify }) {
      if (typeof where === "object") {
        const account = await people.accountOf(where.player);
        if (account === null) return null;
        const direct = await openDirect(rest, account);
        const posted = { channel: direct, key, since, notify: true, below: async () => direct };
        return postPart(options, { where, ...part }, posted);
      }
      const inThread = where === "thread" && root !== null;
      const place = inThread ? await threadOf(root, threadName) : channel;
      // What a phone need not show at once is read in the round's thread.
      const below = async (first: string) => (inThread ? place : threadOf(root ?? first, threadName));
      return postPart(options, { where, ...part }, { channel: place, key, since, notify, below });
    },
  });
}

import type { WebClient } from "@slack/web-api";
import type { Logger } from "pino";
import type { RoundView } from "../../../rounds/memory/round-view.ts";
import type { Db } from "../../../rounds/store/database.ts";
import type { Channel } from "../../announce.ts";
import type { Card } from "../../cards/card.ts";
import type { Part } from "../../chat/announcing/announcement-parts.ts";
import { partsChannel } from "../../chat/announcing/parts-channel.ts";
import type { ChatPeople } from "../../chat/chat-people.ts";
import type { DrawCard } from "../blocks/prefixed-card.ts";
import { openDirect } from "../open-direct.ts";
import { slackFailure } from "../slack-failure.ts";
import { postPart } from "./post-part.ts";
import type { Place, Posts } from "./posts.ts";

export interface SlackChannelParts {
  readonly db: Db;
  /** The channel's id. */
  readonly channel: string;
  readonly posts: Posts;
  readonly people: ChatPeople;
  readonly client: WebClient;
  readonly draw: DrawCard;
  /** A round as it stands. */
  readonly drawRound: (view: RoundView) => Promise<Card>;
  readonly now: () => Date;
  readonly log: Logger;
}

/** The name under which a channel's deliveries are kept. */
export function deliveryName(channel: string): string {
  return `slack:${channel}`;
}

/** A Slack channel: each part stands under a key in its message's metadata. */
export function slackChannel(options: SlackChannelParts): Channel {
  const { db, channel, people, client, drawRound, now, log } = options;
  const placeOf = async ({ where }: Part, root: string | null): Promise<Place | null> => {
    if (typeof where !== "object") return { channel, thread: where === "thread" ? root : null };
    const account = await people.accountOf(where.player);
    return account === null ? null : { channel: await openDirect(client, account), thread: null };
  };
  return partsChannel({
    db,
    name: deliveryName(channel),
    failureOf: slackFailure,
    drawRound,
    now,
    log,
    async post(part, { key, root, since }) {
      const place = await placeOf(part, root);
      if (place === null) return null;
      const mentioned = await accountsOf(people, part.mentions ?? []);
      return postPart(options, part, { place, key, mentioned, since });
    },
  });
}

/** More names than that are a crowd, which the channel itself tells. */
const mostMentioned = 50;

async function accountsOf(people: ChatPeople, players: readonly string[]): Promise<readonly string[]> {
  const accounts = await Promise.all(players.slice(0, mostMentioned).map((player) => people.accountOf(player)));
  return accounts.filter((account) => account !== null);
}

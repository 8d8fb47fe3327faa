import type { WebClient } from "@slack/web-api";
import type { Logger } from "pino";
import type { RoundView } from "../../../rounds/memory/round-view.ts";
import type { Db } from "../../../rounds/store/database.ts";
import { type OutboxRow, shownIn } from "../../../rounds/store/outbox.ts";
import type { Channel } from "../../announce.ts";
import type { Card } from "../../cards/card.ts";
import type { DrawCard } from "../blocks/prefixed-card.ts";
import { openDirect } from "../open-direct.ts";
import { slackFailure } from "../slack-failure.ts";
import type { SlackPeople } from "../slack-people.ts";
import { announcementParts, type Part } from "./announcement-parts.ts";
import { postPart } from "./post-part.ts";
import type { Place, Posts } from "./posts.ts";

export interface SlackChannelParts {
  readonly db: Db;
  /** The channel's id. */
  readonly channel: string;
  readonly posts: Posts;
  readonly people: SlackPeople;
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

/**
 * A Slack channel. What an announcement consists of is posted part by part, each under a key in its metadata; before
 * that, Slack is asked which keys are there, so that a try after a crash or a lost answer goes on where it was.
 */
export function slackChannel(options: SlackChannelParts): Channel {
  const { db, channel, people, client, drawRound, now, log } = options;
  const name = deliveryName(channel);
  const threadOf = async ({ season_id: seasonId, round_id: roundId }: OutboxRow) => {
    if (roundId === null) return null;
    const [opened] = await shownIn(db, { channel: name, seasonId, roundId }, ["round-opened"]);
    return opened?.externalId ?? null;
  };
  const placeOf = async (part: Part, thread: string | null): Promise<Place | null> => {
    if (part.where === "channel") return { channel, thread: null };
    if (part.where === "thread") return { channel, thread };
    const account = await people.accountOf(part.where.player);
    return account === null ? null : { channel: await openDirect(client, account), thread: null };
  };
  return {
    name,
    // Each part is looked for where it belongs, by `post`.
    find: async () => null,
    async post(row) {
      const parts = await announcementParts(db, row, { now: now(), round: drawRound });
      let thread = await threadOf(row);
      let first: string | null = null;
      const post = async (part: Part, key: string): Promise<string | null> => {
        const place = await placeOf(part, thread);
        if (place === null) return null;
        const mentioned = await accountsOf(people, part.mentions ?? []);
        return postPart(options, part, { place, key, mentioned, since: row.created_at });
      };
      for (const [index, part] of parts.entries()) {
        const key = keyOf(row, part, index);
        const posting = post(part, key);
        const id = await (typeof part.where === "object" ? posting.catch(skipUnreachable(log, key)) : posting);
        first ??= id;
        if (row.kind === "round-opened") thread ??= first;
      }
      return first;
    },
  };
}

/** A player's own part keeps its key, whoever else gets one. */
function keyOf({ key }: OutboxRow, { where }: Part, index: number): string {
  if (typeof where === "object") return `${key}/${where.player}`;
  return index === 0 ? key : `${key}/${index}`;
}

/** More names than that are a crowd, which the channel itself tells. */
const mostMentioned = 50;

async function accountsOf(people: SlackPeople, players: readonly string[]): Promise<readonly string[]> {
  const accounts = await Promise.all(players.slice(0, mostMentioned).map((player) => people.accountOf(player)));
  return accounts.filter((account) => account !== null);
}

/** Whoever can't be written to, as someone who has left the workspace, keeps nobody else's news waiting. */
function skipUnreachable(log: Logger, key: string): (error: unknown) => null {
  return (error) => {
    const failure = slackFailure(error);
    if (failure?.kind !== "place" && failure?.kind !== "request") throw error;
    log.warn({ failure, key }, "player-not-told");
    return null;
  };
}

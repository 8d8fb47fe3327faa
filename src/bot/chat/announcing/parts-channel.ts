import type { Logger } from "pino";
import type { RoundView } from "../../../rounds/memory/round-view.ts";
import type { Db } from "../../../rounds/store/database.ts";
import { type OutboxRow, shownIn } from "../../../rounds/store/outbox.ts";
import { getRound } from "../../../rounds/store/rounds.ts";
import type { Channel } from "../../announce.ts";
import type { Card } from "../../cards/card.ts";
import type { FailureOf } from "../chat-failure.ts";
import { announcementParts, type Part } from "./announcement-parts.ts";

/** Where a part is to be posted, and under which key. */
export interface PartPost {
  readonly key: string;
  /** The id of the round's message, on which its thread hangs; null before that is there, and outside of rounds. */
  readonly root: string | null;
  /** What the round's thread is called. */
  readonly threadName: string;
  /** When it was owed: nothing of it was posted before that. */
  readonly since: Date;
  /** People's phones ring for it. */
  readonly notify: boolean;
}

export interface PartsChannelOptions {
  readonly db: Db;
  /** Under which name its deliveries are kept. */
  readonly name: string;
  /** Posts what is missing of a part, and returns the id of its first message; null for whoever can't be reached here. */
  readonly post: (part: Part, post: PartPost) => Promise<string | null>;
  readonly failureOf: FailureOf;
  /** A round as it stands. */
  readonly drawRound: (view: RoundView) => Promise<Card>;
  readonly now: () => Date;
  readonly log: Logger;
}

/**
 * A channel of a chat. What an announcement consists of is posted part by part, each under a key; before that, the
 * platform is asked which keys are there, so that a try after a crash or a lost answer goes on where it was.
 */
export function partsChannel({ db, name, post, failureOf, drawRound, now, log }: PartsChannelOptions): Channel {
  const rootOf = async ({ season_id: seasonId, round_id: roundId }: OutboxRow) => {
    if (roundId === null) return null;
    const [opened] = await shownIn(db, { channel: name, seasonId, roundId }, ["round-opened"]);
    return opened?.externalId ?? null;
  };
  const nameOf = async ({ round_id: roundId }: OutboxRow) => {
    if (roundId === null) return "Shark Tank";
    const { number, title } = await getRound(db, roundId);
    return `Round ${number}: ${title}`;
  };
  return {
    name,
    // Each part is looked for where it belongs, by `post`.
    find: async () => null,
    async post(row) {
      const parts = await announcementParts(db, row, { now: now(), round: drawRound });
      let root = await rootOf(row);
      const threadName = await nameOf(row);
      let first: string | null = null;
      for (const [index, part] of parts.entries()) {
        const key = keyOf(row, part, index);
        const posting = post(part, { key, root, threadName, since: row.created_at, notify: row.notify });
        const id = await (typeof part.where === "object"
          ? posting.catch(skipUnreachable(failureOf, log, key))
          : posting);
        first ??= id;
        if (row.kind === "round-opened") root ??= first;
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

/** Whoever can't be written to, as someone who has left, keeps nobody else's news waiting. */
function skipUnreachable(failureOf: FailureOf, log: Logger, key: string): (error: unknown) => null {
  return (error) => {
    const failure = failureOf(error);
    if (failure?.kind !== "place" && failure?.kind !== "request") throw error;
    log.warn({ failure, key }, "player-not-told");
    return null;
  };
}

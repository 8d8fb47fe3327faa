import { createHash } from "node:crypto";
import type { Logger } from "pino";
import { z } from "zod";
import { type RoundView, roundView } from "../../../rounds/memory/round-view.ts";
import type { Db } from "../../../rounds/store/database.ts";
import { shownIn } from "../../../rounds/store/outbox.ts";
import { latestRoundOf } from "../../../rounds/store/rounds.ts";
import type { Card } from "../../cards/card.ts";
import { votingOpenedCard } from "../../cards/pitches.ts";
import { backoffMs } from "../../patient-announcer.ts";
import type { FailureOf } from "../chat-failure.ts";
import { livingPitchCard } from "./living-pitch-card.ts";

export interface LivingPosts {
  /** Something may have changed: the round's message and its pitches are drawn again, soon and not too often. */
  touch(): void;
}

/** A post of ours, which can be edited. */
export interface LivingPost {
  readonly channel: string;
  /** The id of the round's message where the post is in its thread; null: in the channel. */
  readonly root: string | null;
  readonly id: string;
  readonly key: string;
}

/** A card as a platform shows it. `look`: the same text for what looks alike. */
export interface DrawnPost {
  readonly look: string;
  readonly edit: (post: LivingPost) => Promise<void>;
}

export interface LivingOptions {
  readonly db: Db;
  readonly seasonId: number;
  /** The channel's id; null until the season has one. */
  readonly channel: () => string | null;
  /** Under which name a channel's deliveries are kept. */
  readonly deliveryName: (channel: string) => string;
  readonly drawPost: (card: Card) => DrawnPost;
  readonly failureOf: FailureOf;
  readonly drawRound: (view: RoundView) => Promise<Card>;
  readonly log: Logger;
  readonly signal: AbortSignal;
  /** Platforms allow about one change a second in a channel. */
  readonly leastMs?: number;
}

const usualLeastMs = 1200;

/** The messages of the latest round that are edited as it moves. One drawing at a time; what comes meanwhile is drawn next. */
export function livingPosts(options: LivingOptions): LivingPosts {
  const { log, failureOf, signal, leastMs = usualLeastMs } = options;
  const drawn = new Map<string, string>();
  let pending = false;
  let failures = 0;
  let timer: NodeJS.Timeout | null = null;
  signal.addEventListener("abort", () => clearTimeout(timer ?? undefined), { once: true });
  const schedule = (waitMs: number) => {
    if (signal.aborted) return;
    timer = setTimeout(() => {
      void draw().then((nextMs) => {
        timer = null;
        if (pending) schedule(nextMs);
      });
    }, waitMs);
  };
  /** Draws what there is, and says how soon the next drawing may come. */
  const draw = async (): Promise<number> => {
    pending = false;
    try {
      await drawAll(options, drawn);
      failures = 0;
      return leastMs;
    } catch (error) {
      failures++;
      const failure = failureOf(error);
      log.warn({ err: error, failure }, "living-post-waits");
      pending ||= failure !== null;
      const waitMs = failure?.kind === "later" ? failure.afterMs : null;
      return Math.max(leastMs, waitMs ?? backoffMs(failures));
    }
  };
  return {
    touch() {
      pending = true;
      if (timer === null) schedule(0);
    },
  };
}

const PitchBody = z.object({ pitchId: z.number() });

async function drawAll(options: LivingOptions, drawn: Map<string, string>): Promise<void> {
  const { db, seasonId, drawRound, deliveryName } = options;
  const channel = options.channel();
  const latest = await latestRoundOf(db, seasonId);
  if (channel === null || latest === null) return;
  const place = { channel: deliveryName(channel), seasonId, roundId: latest.id };
  const shown = await shownIn(db, place, ["round-opened", "pitched", "voting-opened"]);
  if (shown.length === 0) return;
  const view = await roundView(db, latest.id);
  const root = shown.find(({ kind }) => kind === "round-opened")?.externalId ?? null;
  for (const { key, kind, body, externalId: id } of shown) {
    if (kind === "round-opened") {
      await edit(options, drawn, { channel, root: null, id, key }, await drawRound(view));
      continue;
    }
    if (kind === "voting-opened") {
      // As long as it is open it stays as it was posted, with those whom it mentions.
      if (view.phase === "voting") continue;
      await edit(options, drawn, { channel, root: null, id, key }, votingOverCard(view));
      continue;
    }
    const card = await livingPitchCard(db, view, PitchBody.parse(body).pitchId);
    await edit(options, drawn, { channel, root, id, key }, card);
  }
}

/** Without its button, which would open nothing any more. */
function votingOverCard(view: RoundView): Card {
  return { ...votingOpenedCard(view), footer: "The vote is closed. What came of it stands in the round's thread." };
}

/**
 * What looks as it did is left alone; after a start everything is drawn once. One message that can't be edited, such as
 * one that an admin has deleted, keeps no other from being drawn.
 */
async function edit(
  { drawPost, failureOf, log }: LivingOptions,
  drawn: Map<string, string>,
  post: LivingPost,
  card: Card,
): Promise<void> {
  const { look, edit: send } = drawPost(card);
  const hash = createHash("sha256").update(look).digest("hex");
  if (drawn.get(post.id) === hash) return;
  try {
    await send(post);
  } catch (error) {
    const failure = failureOf(error);
    if (failure?.kind !== "request") throw error;
    log.warn({ failure, key: post.key }, "living-post-refused");
  }
  drawn.set(post.id, hash);
}

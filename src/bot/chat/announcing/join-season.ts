import type { Game } from "../../../rounds/game.ts";
import type { Tx } from "../../../rounds/store/database.ts";
import { lockName } from "../../../rounds/store/lock-name.ts";
import { firstOfRound, placesShown, skipPast } from "../../../rounds/store/outbox.ts";
import { latestRoundOf } from "../../../rounds/store/rounds.ts";

/**
 * A channel that joins a season which was shown elsewhere is told the open round from its beginning, and nothing that
 * was over before.
 */
export async function joinSeason({ database, clock }: Game, seasonId: number, channel: string): Promise<void> {
  await database.transaction(async (tx) => {
    await lockName(tx, `join:${channel}`);
    const places = await placesShown(tx, seasonId);
    if (places.length === 0 || places.includes(channel)) return;
    await skipToOpenRound(tx, { seasonId, channel, at: clock.now() });
  });
}

/** Counts as told to a channel whatever came before the open round. */
export async function skipToOpenRound(
  tx: Tx,
  { seasonId, channel, at }: { readonly seasonId: number; readonly channel: string; readonly at: Date },
): Promise<void> {
  const latest = await latestRoundOf(tx, seasonId);
  const isOpen = latest !== null && !["decided", "cancelled"].includes(latest.round.now.state);
  const fromId = isOpen ? await firstOfRound(tx, latest.id) : null;
  await skipPast(tx, { seasonId, channel, fromId, at });
}

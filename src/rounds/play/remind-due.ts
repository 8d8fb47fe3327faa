import type { Game } from "../game.ts";
import type { Tx } from "../store/database.ts";
import { announce, lastOwed } from "../store/outbox.ts";
import { findOpenRound, lockRound, type RoundRow } from "../store/rounds.ts";

/** So long before its end a vote is brought to mind, once; a vote that is shorter was announced just now. */
const leadMs = 3_600_000;

/** Owes a reminder to the sharks of an open vote that ends soon; false where none is due, or it is owed already. */
export async function remindDue(game: Game, seasonId: number): Promise<boolean> {
  const { database, clock } = game;
  const seen = await findOpenRound(database.db, seasonId);
  if (seen === null || !endsSoon(seen, clock.now())) return false;
  return database.transaction(async (tx) => {
    const row = await lockRound(tx, seen.id);
    const at = clock.now();
    if (!endsSoon(row, at) || !(await isDue(tx, row, at))) return false;
    const { id: roundId } = row;
    const key = `round:${roundId}:vote-reminder`;
    await announce(tx, { key, seasonId, roundId, kind: "vote-reminder", body: {}, notify: false }, at);
    return true;
  });
}

function endsSoon({ round, deadlineAt }: RoundRow, now: Date): boolean {
  if (round.now.state !== "voting" || deadlineAt === null) return false;
  const left = deadlineAt.getTime() - now.getTime();
  return left > 0 && left <= leadMs;
}

async function isDue(tx: Tx, { id: roundId, seasonId }: RoundRow, now: Date): Promise<boolean> {
  const opened = await lastOwed(tx, { seasonId, roundId, kind: "voting-opened" });
  const isOld = opened !== null && now.getTime() - opened.created_at.getTime() >= leadMs;
  return isOld && (await lastOwed(tx, { seasonId, roundId, kind: "vote-reminder" })) === null;
}

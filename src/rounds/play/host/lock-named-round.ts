import type { Tx } from "../../store/database.ts";
import { getRoundByNumber, latestRoundOf, lockRound, type RoundRow } from "../../store/rounds.ts";
import { UserError } from "../../user-error.ts";

/**
 * The round of this number, or else the last one; it doesn't change until the transaction ends.
 * @throws UserError where there is none
 */
export async function lockNamedRound(tx: Tx, seasonId: number, number: number | undefined): Promise<RoundRow> {
  const found = number === undefined ? await latestRoundOf(tx, seasonId) : await getRoundByNumber(tx, seasonId, number);
  if (found) return lockRound(tx, found.id);
  throw new UserError("no-round", "This season has no round yet.", "A host opens one with /tank open.");
}

import type { Game } from "../game.ts";
import type { Round } from "../round/round-state.ts";
import { insertDecision } from "../store/decisions.ts";
import { lockOpenRound } from "../store/rounds.ts";
import { getSeason } from "../store/seasons.ts";
import { advance } from "./apply-effects.ts";
import { requireHost } from "./host/require-host.ts";

/** Ends the open round without a result: its runs stop counting, nothing is scored, and the reason is kept. */
export async function cancelRound(
  game: Game,
  wish: { readonly season: string; readonly host: string; readonly reason: string },
): Promise<Round> {
  return game.database.transaction(async (tx) => {
    const row = await lockOpenRound(tx, (await getSeason(tx, wish.season)).id);
    requireHost(game, row, wish.host, "cancel");
    const { host, reason } = wish;
    await insertDecision(tx, {
      seasonId: row.seasonId,
      roundId: row.id,
      host,
      decision: "cancel",
      reason,
      at: game.clock.now(),
    });
    return advance(tx, game, row, { type: "round-cancelled", reason });
  });
}

import type { Ballot } from "../../ballot.ts";
import type { Game } from "../../game.ts";
import { findBallot, removeBallot } from "../../store/ballots.ts";
import { pitchesOf } from "../../store/pitches.ts";
import { lockOpenRound } from "../../store/rounds.ts";
import { getSeason } from "../../store/seasons.ts";
import { UserError } from "../../user-error.ts";
import { refuseBanned } from "../host/ban-person.ts";
import { requireVoting } from "./require-voting.ts";

/** Takes a shark's ballot back while the vote is open: none of it counts, and they may vote again. */
export async function withdrawBallot(
  game: Game,
  wish: { readonly season: string; readonly shark: string },
): Promise<{ readonly round: number; readonly ballot: Ballot }> {
  return game.database.transaction(async (tx) => {
    const season = await getSeason(tx, wish.season);
    await refuseBanned(tx, season.id, wish.shark);
    const row = await lockOpenRound(tx, season.id);
    const at = game.clock.now();
    requireVoting(row, season, at);
    const ballot = await findBallot(tx, row.id, wish.shark);
    if (ballot === null) {
      const letter = (await pitchesOf(tx, row.id))[0]?.letter ?? "A";
      throw new UserError(
        "no-ballot",
        `You have no ballot in round ${row.number} to take back.`,
        `Nothing of yours is counted. To vote: /vote ${letter} p=70, or /vote none.`,
      );
    }
    await removeBallot(tx, row.id, wish.shark, at);
    return { round: row.number, ballot };
  });
}

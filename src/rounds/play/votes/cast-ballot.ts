import { isDeepStrictEqual } from "node:util";
import { type Ballot, BallotInput, checkBallot } from "../../ballot.ts";
import type { Game } from "../../game.ts";
import { pitchersOf } from "../../pitch.ts";
import { findBallot, putBallot } from "../../store/ballots.ts";
import { type PitchRow, pitchesOf } from "../../store/pitches.ts";
import { lockOpenRound } from "../../store/rounds.ts";
import { getSeason } from "../../store/seasons.ts";
import { parseWish } from "../parse-wish.ts";
import { requirePlayer } from "../rights/require-player.ts";
import { requireVoting } from "./require-voting.ts";

/** The ballot as it counts now, and what it speaks of. */
export interface CastBallot {
  readonly changed: boolean;
  readonly round: number;
  readonly ballot: Ballot;
  readonly pitches: readonly PitchRow[];
}

/** Casts or changes a shark's one ballot in the open round; secret until the vote closes. */
export async function castBallot(
  game: Game,
  wish: { readonly season: string; readonly ballot: BallotInput },
): Promise<CastBallot> {
  return game.database.transaction(async (tx) => {
    const season = await getSeason(tx, wish.season);
    await requirePlayer(tx, game, season.id, { name: wish.ballot.shark, role: "shark" });
    const row = await lockOpenRound(tx, season.id);
    const { id, number } = row;
    const at = game.clock.now();
    requireVoting(row, season, at);
    const pitches = await pitchesOf(tx, id);
    const known = pitches.map(({ id: pitch, letter, content }) => ({
      id: pitch,
      letter,
      title: content.title,
      authors: pitchersOf(content),
    }));
    const ballot = checkBallot(parseWish(BallotInput, wish.ballot), known);
    const before = await findBallot(tx, id, ballot.shark);
    // A button that is pressed ten times casts one ballot and changes none.
    if (!isDeepStrictEqual(before, ballot)) await putBallot(tx, id, ballot, at);
    return { changed: before !== null, round: number, ballot, pitches };
  });
}

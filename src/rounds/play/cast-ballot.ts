import { type Ballot, BallotInput, checkBallot } from "../ballot.ts";
import type { Game } from "../game.ts";
import { putBallot } from "../store/ballots.ts";
import { type PitchRow, pitchesOf } from "../store/pitches.ts";
import { lockOpenRound } from "../store/rounds.ts";
import { getSeason } from "../store/seasons.ts";
import { UserError } from "../user-error.ts";
import { parseWish } from "./parse-wish.ts";

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
    const { id, number, round } = await lockOpenRound(tx, season.id);
    if (round.now.state !== "voting") {
      const early = round.now.state === "opening" || round.now.state === "pitching";
      const hint = early ? "Voting opens when the host closes the pitches." : "The next round opens a new vote.";
      throw new UserError("not-voting", `Round ${number} is not voting${early ? " yet" : " any more"}.`, hint);
    }
    const pitches = await pitchesOf(tx, id);
    const known = pitches.map(({ id: pitch, letter, content }) => ({
      id: pitch,
      letter,
      title: content.title,
      authors: content.authors,
    }));
    const ballot = checkBallot(parseWish(BallotInput, wish.ballot), known);
    const { changes } = await putBallot(tx, id, ballot, game.clock.now());
    return { changed: changes > 0, round: number, ballot, pitches };
  });
}

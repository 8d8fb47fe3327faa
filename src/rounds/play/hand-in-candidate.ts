import type { CandidateFiles } from "../candidate.ts";
import type { Game } from "../game.ts";
import type { Round } from "../round/round-state.ts";
import { pitchesOf, setPitchSource } from "../store/pitches.ts";
import { lockOpenRound } from "../store/rounds.ts";
import { getSeason } from "../store/seasons.ts";
import { putSource } from "../store/sources.ts";
import { UserError } from "../user-error.ts";
import { advance } from "./apply-effects.ts";
import { requireInTime } from "./require-in-time.ts";
import { startOwedProofs } from "./start-proof.ts";

/** Code after the vote: the funded pitch's candidate, by its author or whom the host names. */
export async function handInCandidate(
  game: Game,
  wish: {
    readonly season: string;
    readonly letter: string;
    readonly files: CandidateFiles;
    /** Who hands it in: an author or the host. Left out, nobody asks. */
    readonly by?: string;
  },
): Promise<Round> {
  return game.database.transaction(async (tx) => {
    const season = await getSeason(tx, wish.season);
    const row = await lockOpenRound(tx, season.id);
    const pitch = (await pitchesOf(tx, row.id)).find(({ letter }) => letter === wish.letter);
    const { now } = row.round;
    if (!pitch || now.state !== "building" || !now.waitingFor.includes(pitch.id)) {
      throw new UserError(
        "not-waiting-for-code",
        `Round ${row.number} waits for no code of pitch ${wish.letter}.`,
        "Code comes with the pitch, or after the vote for the pitch that was funded.",
      );
    }
    if (wish.by !== undefined && ![...pitch.content.authors, row.host].includes(wish.by)) {
      throw new UserError(
        "not-author",
        `Pitch ${wish.letter} is not yours to build.`,
        `Its code comes from ${pitch.content.authors.join(", ")}, or from ${row.host}, the host.`,
      );
    }
    requireInTime(row, season, game.clock.now());
    await setPitchSource(tx, pitch.id, await putSource(tx, wish.files, game.clock.now()));
    await startOwedProofs(tx, game, pitch.id);
    return advance(tx, game, row, { type: "candidate-handed-in", pitch: pitch.id });
  });
}

import type { Game } from "../game.ts";
import { type PitchRow, pitchesOf } from "../store/pitches.ts";
import { lockOpenRound } from "../store/rounds.ts";
import { getSeason } from "../store/seasons.ts";
import { setWithdrawn } from "../store/withdrawn-pitches.ts";
import { UserError } from "../user-error.ts";

/** Takes one's pitch back before the vote; its letter is not given to another. */
export async function withdrawPitch(
  game: Game,
  wish: { readonly season: string; readonly by: string; readonly letter?: string | undefined },
): Promise<PitchRow> {
  return game.database.transaction(async (tx) => {
    const row = await lockOpenRound(tx, (await getSeason(tx, wish.season)).id);
    const pitches = await pitchesOf(tx, row.id);
    const pitch = choose(pitches, wish);
    if (row.round.now.state !== "pitching") {
      throw new UserError("frozen", `Pitch ${pitch.letter} froze when voting opened.`, "It stays in this round.");
    }
    await setWithdrawn(tx, pitch.id);
    return pitch;
  });
}

function choose(
  pitches: readonly PitchRow[],
  { by, letter }: { readonly by: string; readonly letter?: string | undefined },
): PitchRow {
  const own = pitches.filter(({ content }) => content.authors.includes(by));
  const yours =
    own.length > 0 ? `Yours: ${own.map((pitch) => pitch.letter).join(", ")}.` : "You have none in this round.";
  if (letter === undefined) {
    const [only, ...more] = own;
    if (only && more.length === 0) return only;
    throw new UserError("which-pitch", "Which pitch is to be withdrawn?", `${yours} Say it as /pitch withdraw B.`);
  }
  const pitch = pitches.find((each) => each.letter === letter);
  if (!pitch) throw new UserError("unknown-pitch", `There is no pitch ${letter} in this round.`, yours);
  if (own.includes(pitch)) return pitch;
  const authors = pitch.content.authors.join(", ");
  throw new UserError("not-author", `Pitch ${letter} is not yours: only ${authors} can withdraw it.`, yours);
}

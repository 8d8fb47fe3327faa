import type { Game } from "../../game.ts";
import { pitchersOf } from "../../pitch.ts";
import { withoutPitcher } from "../../pitching/without-pitcher.ts";
import { benchOf } from "../../store/bench.ts";
import type { Tx } from "../../store/database.ts";
import { type PitchRow, pitchesOf, updatePitch } from "../../store/pitches.ts";
import { findOpenRound, type RoundRow } from "../../store/rounds.ts";
import { getSeason } from "../../store/seasons.ts";
import { setWithdrawn } from "../../store/withdrawn-pitches.ts";
import { UserError } from "../../user-error.ts";
import { answersFor } from "../rights/owner-of.ts";
import { findPitch } from "./find-pitch.ts";
import { lockPitch } from "./lock-pitch.ts";

export interface WithdrawPitch {
  readonly season: string;
  readonly by: string;
  readonly letter?: string | undefined;
  /** The pitch that is backed instead. */
  readonly endorses?: string | undefined;
}

export interface WithdrawnPitch {
  readonly pitch: PitchRow;
  readonly endorsed: PitchRow | null;
  /** Whose it is from now on, where others pitched the same. */
  readonly stays: readonly string[];
}

/** Takes one's pitch back before the vote; a round never gives its letter to another. Who pitched the same keeps it. */
export async function withdrawPitch(game: Game, wish: WithdrawPitch): Promise<WithdrawnPitch> {
  return game.database.transaction(async (tx) => {
    const { id: seasonId } = await getSeason(tx, wish.season);
    const { pitch, row } = await choose(tx, seasonId, wish);
    if (row && row.round.now.state !== "pitching") {
      throw new UserError("frozen", `Pitch ${pitch.letter} froze when voting opened.`, "It stays in this round.");
    }
    const endorsed = wish.endorses === undefined ? null : await findPitch(tx, seasonId, wish.endorses);
    if (endorsed?.id === pitch.id) {
      throw new UserError(
        "endorses-itself",
        `Pitch ${pitch.letter} can't endorse itself.`,
        "Name the pitch that you back instead: endorses=C",
      );
    }
    const left = withoutPitcher(pitch.content, wish.by);
    if (left !== null) {
      await updatePitch(tx, { ...pitch, content: left });
      return { pitch, endorsed: null, stays: pitchersOf(left) };
    }
    await setWithdrawn(tx, pitch.id, endorsed?.id ?? null);
    return { pitch, endorsed, stays: [] };
  });
}

async function choose(
  tx: Tx,
  seasonId: number,
  { by, letter }: WithdrawPitch,
): Promise<{ readonly pitch: PitchRow; readonly row: RoundRow | null }> {
  const yours = (await ownPitches(tx, seasonId, by)).map((pitch) =>
    pitch.roundId === null ? `bench:${pitch.letter}` : pitch.letter,
  );
  const known = yours.length > 0 ? `Yours: ${yours.join(", ")}.` : "You have none in this round or on the bench.";
  if (letter === undefined) {
    const [only, ...more] = yours;
    if (only !== undefined && more.length === 0) return lockPitch(tx, seasonId, only);
    throw new UserError("which-pitch", "Which pitch is to be withdrawn?", `${known} Say it as /pitch withdraw B.`);
  }
  const found = await lockPitch(tx, seasonId, letter);
  const { authors } = found.pitch.content;
  if (answersFor(by, pitchersOf(found.pitch.content))) return found;
  throw new UserError(
    "not-author",
    `Pitch ${found.pitch.letter} is not yours: only ${authors.join(", ")} can withdraw it.`,
    known,
  );
}

async function ownPitches(tx: Tx, seasonId: number, by: string): Promise<readonly PitchRow[]> {
  const open = await findOpenRound(tx, seasonId);
  const all = [...(open ? await pitchesOf(tx, open.id) : []), ...(await benchOf(tx, seasonId))];
  return all.filter(({ content }) => answersFor(by, pitchersOf(content)));
}

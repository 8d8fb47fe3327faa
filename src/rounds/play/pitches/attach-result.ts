import type { Game } from "../../game.ts";
import { insertExternalResult } from "../../store/external-results.ts";
import type { PitchRow } from "../../store/pitches.ts";
import { getSeason } from "../../store/seasons.ts";
import { requirePlayer } from "../rights/require-player.ts";
import { findPitch } from "./find-pitch.ts";

export interface AttachResult {
  readonly season: string;
  readonly by: string;
  /** `B`, `bench:A`, `1A`. */
  readonly pitch: string;
  readonly text: string;
  readonly link: string;
}

/** Pins a result from elsewhere to a pitch, with its link: shown as not ours, and scored by nobody. */
export async function attachResult(game: Game, wish: AttachResult): Promise<PitchRow> {
  return game.database.transaction(async (tx) => {
    const season = await getSeason(tx, wish.season);
    await requirePlayer(tx, game, season.id, { name: wish.by, role: "contestant" });
    const pitch = await findPitch(tx, season.id, wish.pitch, "last");
    const { text, link, by } = wish;
    await insertExternalResult(tx, { pitchId: pitch.id, text, link, by, at: game.clock.now() });
    return pitch;
  });
}

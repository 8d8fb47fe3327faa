import type { Game } from "../../game.ts";
import { insertDecision } from "../../store/decisions.ts";
import { type PitchRow, updatePitch } from "../../store/pitches.ts";
import { getSeason } from "../../store/seasons.ts";
import { UserError } from "../../user-error.ts";
import { actsAsHost } from "../host/require-host.ts";
import { lockPitch } from "./lock-pitch.ts";

/** The host's word on who else may hand in a pitch's code; the decision is kept. */
export async function nameBuilder(
  game: Game,
  wish: { readonly season: string; readonly letter: string; readonly host: string; readonly builder: string },
): Promise<PitchRow> {
  return game.database.transaction(async (tx) => {
    const season = await getSeason(tx, wish.season);
    const { pitch, row } = await lockPitch(tx, season.id, wish.letter);
    if (!actsAsHost(game.roles, row?.host ?? null, wish.host)) {
      const who = row ? `${row.host}, the host of round ${row.number},` : "a host";
      throw new UserError(
        "not-host",
        `Only ${who} can name who builds pitch ${pitch.letter}.`,
        `Ask ${row?.host ?? "a host"} to do it.`,
      );
    }
    const builders = [...new Set([...(pitch.content.builders ?? []), wish.builder])];
    const named = { ...pitch, content: { ...pitch.content, builders } };
    await updatePitch(tx, named);
    const decision = `${wish.builder} may build pitch ${pitch.letter}`;
    const reason = "Named as a builder.";
    const facts = { seasonId: season.id, roundId: row?.id ?? null, host: wish.host, decision, reason };
    await insertDecision(tx, { ...facts, at: game.clock.now() });
    return named;
  });
}

import { phaseDeadline } from "../deadline.ts";
import type { Game } from "../game.ts";
import { openRound as opened } from "../round/round.ts";
import type { RoundId, RoundKind } from "../round/round-state.ts";
import { currentBaseline } from "../store/baselines.ts";
import { lockName } from "../store/lock-name.ts";
import { findOpenRound, getRound, insertRound, saveRound } from "../store/rounds.ts";
import { getSeason } from "../store/seasons.ts";
import { UserError } from "../user-error.ts";
import { applyEffects } from "./apply-effects.ts";

export interface OpenRound {
  readonly season: string;
  readonly title: string;
  readonly host: string;
  readonly kind?: RoundKind;
  readonly bar?: number | null;
  readonly only?: string | null;
}

/** Opens a round on the season's current baseline, which the runner checks before anyone pitches. */
export async function openRound(game: Game, wish: OpenRound): Promise<RoundId> {
  return game.database.transaction(async (tx) => {
    await lockName(tx, `season:${wish.season}`);
    const season = await getSeason(tx, wish.season);
    const open = await findOpenRound(tx, season.id);
    if (open) {
      throw new UserError(
        "round-open",
        `Round ${open.number} "${open.title}" is still open (${open.round.now.state}).`,
        "A season has one open round at a time: close or cancel it first.",
      );
    }
    const { vote, runs } = season.settings.rules;
    const terms = {
      kind: wish.kind ?? "optimise",
      vote,
      runs,
      bar: wish.bar ?? season.settings.rules.bar,
      only: wish.only ?? null,
    };
    const baseline = await currentBaseline(tx, season.id);
    const facts = { seasonId: season.id, title: wish.title, host: wish.host, baselineId: baseline.id };
    const at = game.clock.now();
    const { id } = await insertRound(tx, { ...facts, terms, at });
    const { round, effects } = opened(id, terms);
    await saveRound(tx, round, at, phaseDeadline(round, season.settings.rules, at));
    await applyEffects(tx, game, await getRound(tx, id), effects);
    return id;
  });
}

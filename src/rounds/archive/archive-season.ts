import type { Game } from "../game.ts";
import { isVoteOver } from "../memory/round-view.ts";
import { RoundState, RoundTerms } from "../round/round-state.ts";
import { archivesSource } from "../source/shown-source.ts";
import { readSeasonRows, type SeasonRows } from "../store/season-rows.ts";
import { getSeason } from "../store/seasons.ts";
import { archiveOf } from "./archive-rows.ts";
import type { SeasonArchive } from "./season-archive.ts";

/**
 * The whole season as it may be handed on. Ballots of an open vote, unfinished runs and raw reports are never in it;
 * `private` keeps sharks' names and private measurements, for whoever runs the installation; and code where the
 * season's rules only give its address away.
 */
export async function archiveSeason(
  game: Game,
  wish: { readonly season: string; readonly private?: boolean },
): Promise<SeasonArchive> {
  const { id, settings } = await getSeason(game.database.db, wish.season);
  const isPrivate = wish.private ?? false;
  const rows = await readSeasonRows(game.database, {
    seasonId: id,
    showsBallots: isVoteOverIn,
    measurements: isPrivate,
  });
  const isNamed = isPrivate || settings.rules.names;
  return archiveOf(finishedOnly(rows), {
    isNamed,
    isComplete: isComplete(rows),
    hasCode: archivesSource(settings.rules.source, isPrivate),
  });
}

function isVoteOverIn({ terms, now }: SeasonRows["rounds"][number]): boolean {
  return isVoteOver({ round: { terms: RoundTerms.parse(terms), now: RoundState.parse(now) } });
}

const ends = ["judged", "abandoned", "cancelled"];

function isComplete({ rounds, runs }: SeasonRows): boolean {
  const isOpen = rounds.some(({ state }) => state !== "decided" && state !== "cancelled");
  return !isOpen && runs.every(({ state }) => ends.includes(state));
}

/** Without the runs that have not ended; a proof that waits for one waits for its code. */
function finishedOnly(rows: SeasonRows): SeasonRows {
  const runs = rows.runs.filter(({ state }) => ends.includes(state));
  const ids = new Set(runs.map(({ id }) => id));
  return {
    ...rows,
    runs,
    measurements: rows.measurements.filter(({ run_id }) => ids.has(run_id)),
    proofs: rows.proofs.map((proof) =>
      proof.run_id !== null && ids.has(proof.run_id) ? proof : { ...proof, run_id: null },
    ),
  };
}

import type { CandidateFiles } from "../candidate.ts";
import type { Game } from "../game.ts";
import type { ProblemDefinition } from "../problem-definition.ts";
import type { Season } from "../season.ts";
import { insertApproaches } from "../store/approaches.ts";
import { insertBaseline } from "../store/baselines.ts";
import { insertToldConstraints } from "../store/constraints.ts";
import { lockName } from "../store/lock-name.ts";
import { findSeason, getSeason, insertSeason, putProblemVersion, type SeasonRow } from "../store/seasons.ts";
import { putSource } from "../store/sources.ts";

/** Starts a season from its file, with the problem's first baseline; an existing season of that name goes on. */
export async function startSeason(
  game: Game,
  start: { readonly settings: Season; readonly problem: ProblemDefinition; readonly baseline: CandidateFiles },
): Promise<SeasonRow> {
  const { settings, problem, baseline } = start;
  return game.database.transaction(async (tx) => {
    await lockName(tx, `season:${settings.name}`);
    const known = await findSeason(tx, settings.name);
    if (known) return known;
    const at = game.clock.now();
    const { id: problemVersionId } = await putProblemVersion(tx, problem, at);
    const seasonId = await insertSeason(tx, settings, problemVersionId, at);
    const sourceSha256 = await putSource(tx, baseline, at);
    await insertBaseline(tx, { seasonId, sourceSha256, problemVersionId, from: null, at });
    await insertApproaches(tx, seasonId, settings.approaches, at);
    await insertToldConstraints(tx, seasonId, settings.constraints, at);
    return getSeason(tx, settings.name);
  });
}

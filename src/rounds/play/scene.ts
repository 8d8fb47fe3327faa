import type { Tx } from "../store/database.ts";
import { lockRound, type RoundRow } from "../store/rounds.ts";
import type { RunRow } from "../store/runs.ts";
import { getSeasonById, type SeasonRow } from "../store/seasons.ts";

/** The round and its season, as everything that happens in a round needs them. */
export interface Scene {
  readonly row: RoundRow;
  readonly season: SeasonRow;
}

/** The scene of a round's run, locked until the transaction ends. */
export async function sceneOfRun(tx: Tx, run: Pick<RunRow, "id" | "round_id" | "season_id">): Promise<Scene> {
  if (run.round_id === null) throw new Error(`run ${run.id} belongs to no round`);
  return { row: await lockRound(tx, run.round_id), season: await getSeasonById(tx, run.season_id) };
}

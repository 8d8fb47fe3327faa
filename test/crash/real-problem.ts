import { fileURLToPath } from "node:url";
import type { Game } from "../../src/rounds/game.ts";
import { openRound } from "../../src/rounds/play/open-round.ts";
import { startSeason } from "../../src/rounds/play/start-season.ts";
import type { RoundId } from "../../src/rounds/round/round-state.ts";
import { Season } from "../../src/rounds/season.ts";
import { readProblem } from "../../src/runner/problem.ts";
import { execute } from "../postgres/databases.ts";

const problem = await readProblem(fileURLToPath(new URL("../fixtures/problems/doubling", import.meta.url)));

/** Opens a round on a problem that a worker's process can really launch; its opening run is queued. */
export async function roundOnRealProblem(game: Game): Promise<RoundId> {
  const { title, sha256, labels, bundle, limits } = problem;
  await startSeason(game, {
    settings: Season.parse({ name: "real", title: "A season", problem: problem.name }),
    problem: { name: problem.name, title, sha256, labels: [...labels], bundle, limits: { ...limits } },
    baseline: problem.baseline,
  });
  return openRound(game, { season: "real", title: "A round", host: "hanna" });
}

/** The silence of a dead worker's heart, or the length of a hung run: made, not waited for. */
export async function letTimePass(databaseUrl: string, what: "heartbeat_on" | "started_on", by: string): Promise<void> {
  await execute(
    databaseUrl,
    `update pgboss.job set ${what} = ${what} - interval '${by}' where state = 'active';
     update pgboss.queue set monitor_on = null, monitor_claim_on = null`,
  );
}

import type { Game } from "../../game.ts";
import { sentence } from "../../sentence.ts";
import { insertDecision } from "../../store/decisions.ts";
import { hostsOf } from "../../store/hosts.ts";
import { getSeason } from "../../store/seasons.ts";
import { resumeSeason, stoppedOf, stopSeason } from "../../store/stops.ts";
import { UserError } from "../../user-error.ts";
import { requireHosting } from "./require-host.ts";

interface StopWish {
  readonly season: string;
  readonly host: string;
  readonly reason: string;
}

/** Keeps every run of the season from starting, until a host lets them go on. What runs already is measured to its end. */
export async function stopRuns(game: Game, { season: name, host, reason }: StopWish): Promise<void> {
  await game.database.transaction(async (tx) => {
    const { id: seasonId } = await getSeason(tx, name);
    requireHosting(game, host, "stop the runs", await hostsOf(tx, seasonId));
    const at = game.clock.now();
    if (!(await stopSeason(tx, seasonId, { by: host, reason, at: at.toISOString() }))) {
      const known = await stoppedOf(tx, seasonId);
      const why = known === null ? "" : ` by ${known.by}: ${sentence(known.reason)}`;
      throw new UserError("stopped-already", `The runs are stopped already${why}`, "/tank resume lets them go on.");
    }
    await insertDecision(tx, { seasonId, roundId: null, host, decision: "no run starts", reason, at });
  });
}

/** Lets the runs start again, in the order in which they were asked for. */
export async function resumeRuns(game: Game, { season: name, host, reason }: StopWish): Promise<void> {
  await game.database.transaction(async (tx) => {
    const { id: seasonId } = await getSeason(tx, name);
    requireHosting(game, host, "let the runs go on", await hostsOf(tx, seasonId));
    if (!(await resumeSeason(tx, game.database, seasonId))) {
      throw new UserError("not-stopped", "The runs are not stopped.", "/tank status shows what waits, and for whom.");
    }
    await insertDecision(tx, {
      seasonId,
      roundId: null,
      host,
      decision: "runs start again",
      reason,
      at: game.clock.now(),
    });
  });
}

import type { Game } from "../../game.ts";
import type { RoundId } from "../../round/round-state.ts";
import type { ApproachStatus } from "../../season.ts";
import { setApproach } from "../../store/approaches.ts";
import { insertDecision } from "../../store/decisions.ts";
import { roundScope } from "../../store/scopes.ts";
import { getSeason } from "../../store/seasons.ts";

/** The host's ruling on an approach that a verdict alone doesn't settle, such as a constraint of the hardware. */
export async function ruleApproach(
  game: Game,
  ruling: {
    readonly season: string;
    readonly roundId: RoundId;
    readonly approach: string;
    readonly status: ApproachStatus;
    readonly reason: string;
    readonly host: string;
  },
): Promise<void> {
  await game.database.transaction(async (tx) => {
    const season = await getSeason(tx, ruling.season);
    const { approach: key, roundId, status, reason, host } = ruling;
    const at = game.clock.now();
    await setApproach(tx, {
      seasonId: season.id,
      key,
      roundId,
      lesson: { status, text: reason },
      evidence: "measured",
      scope: await roundScope(tx, roundId),
      author: host,
      at,
    });
    await insertDecision(tx, { seasonId: season.id, roundId, host, decision: `${key} is ${status}`, reason, at });
  });
}

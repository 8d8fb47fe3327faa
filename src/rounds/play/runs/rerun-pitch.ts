import type { Game } from "../../game.ts";
import { recordedVerdicts } from "../../memory/recorded-verdicts.ts";
import { insertDecision } from "../../store/decisions.ts";
import { pitchesOf } from "../../store/pitches.ts";
import type { RoundRow } from "../../store/rounds.ts";
import { enqueueRun, hasLiveRun } from "../../store/runs.ts";
import { getSeason } from "../../store/seasons.ts";
import { verdictsOf } from "../../store/verdicts.ts";
import { UserError } from "../../user-error.ts";
import { lockNamedRound } from "../host/lock-named-round.ts";
import { requireHost } from "../host/require-host.ts";
import { newRun } from "./new-run.ts";

export interface RerunPitch {
  readonly season: string;
  readonly host: string;
  readonly letter: string;
  readonly round?: number | undefined;
  readonly reason: string;
}

/**
 * Measures a pitch of a decided round once more, against that round's own baseline. Its verdict takes the first one's
 * place, and what it had earned is compensated; nothing is promoted by it.
 */
export async function rerunPitch(game: Game, wish: RerunPitch): Promise<RoundRow> {
  return game.database.transaction(async (tx) => {
    const season = await getSeason(tx, wish.season);
    const { letter, host, reason } = wish;
    const row = await lockNamedRound(tx, season.id, wish.round);
    requireHost(game, row, host, "rerun a pitch of");
    if (row.round.now.state !== "decided") {
      const message = `Round ${row.number} is not decided, so there is no verdict to measure again.`;
      throw new UserError("not-over", message, "/tank rerun without a letter takes up what was interrupted.");
    }
    const pitch = (await pitchesOf(tx, row.id)).find((each) => each.letter === letter);
    const before = recordedVerdicts(await verdictsOf(tx, row.id)).find(({ pitchId }) => pitchId === pitch?.id);
    if (!pitch || !before || pitch.sourceSha256 === null) {
      const message = `Pitch ${letter} of round ${row.number} has no code that ran.`;
      throw new UserError("no-verdict", message, "Name one that has a verdict: /tank history shows them.");
    }
    if (await hasLiveRun(tx, pitch.id, "rerun")) {
      throw new UserError("rerunning", `Pitch ${letter} is being measured again already.`, "Its verdict is posted.");
    }
    const at = game.clock.now();
    const wanted = { purpose: "rerun", pitch: pitch.id, against: null } as const;
    await enqueueRun(tx, game.database, await newRun(tx, game, { row, season }, wanted));
    const facts = { seasonId: season.id, roundId: row.id, host, decision: `rerun ${letter}`, reason };
    await insertDecision(tx, { ...facts, at });
    return row;
  });
}

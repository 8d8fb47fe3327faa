import type { CandidateFiles } from "../../candidate.ts";
import type { Game } from "../../game.ts";
import { settleRound } from "../../memory/settle-round.ts";
import type { ProblemDefinition } from "../../problem-definition.ts";
import { currentBaseline, insertBaseline } from "../../store/baselines.ts";
import type { Tx } from "../../store/database.ts";
import { insertDecision } from "../../store/decisions.ts";
import { hostsOf } from "../../store/hosts.ts";
import { lockName } from "../../store/lock-name.ts";
import { findOpenRound, lockRound } from "../../store/rounds.ts";
import { getSeason, moveSeason, putProblemVersion, type SeasonRow } from "../../store/seasons.ts";
import { putSource } from "../../store/sources.ts";
import { insertRuling, verdictsOfProblem } from "../../store/verdicts.ts";
import { UserError } from "../../user-error.ts";
import { announceCorrected } from "./announce-corrected.ts";
import { requireHosting } from "./require-host.ts";

export interface ReviseProblem {
  readonly season: string;
  readonly host: string;
  readonly reason: string;
  /** The problem as it reads now. */
  readonly problem: ProblemDefinition;
  /** The problem's own baseline, or null: the season's baseline goes on. */
  readonly baseline: CandidateFiles | null;
  /** The old reference or baseline was wrong: what leaned on it is marked tainted, and its ballots are void. */
  readonly taint: boolean;
}

/** Moves a season to the next version of its problem. Earlier verdicts stay, and are not compared with later ones. */
export async function reviseProblem(
  game: Game,
  wish: ReviseProblem,
): Promise<{ readonly version: number; readonly tainted: number }> {
  return game.database.transaction(async (tx) => {
    await lockName(tx, `season:${wish.season}`);
    const season = await getSeason(tx, wish.season);
    requireHosting(game, wish.host, "revise the problem", await hostsOf(tx, season.id));
    const open = await findOpenRound(tx, season.id);
    if (open) {
      const message = `Round ${open.number} is open, and its verdicts belong to the problem as it is.`;
      throw new UserError("round-open", message, "Let it end, or cancel it, then revise.");
    }
    const at = game.clock.now();
    const { id, version } = await putProblemVersion(tx, wish.problem, at);
    const isSame = id === season.problemVersionId;
    if (isSame && wish.baseline === null && !wish.taint) {
      const hint = "Change its files first; a wrong baseline alone is replaced with baseline=problem.";
      throw new UserError("not-revised", `The problem ${season.problem.name} reads as it did before.`, hint);
    }
    await moveSeason(tx, season.id, id);
    const source = wish.baseline === null ? null : await putSource(tx, wish.baseline, at);
    const { source_sha256 } = await currentBaseline(tx, season.id);
    const facts = { seasonId: season.id, sourceSha256: source ?? source_sha256, problemVersionId: id, from: null, at };
    await insertBaseline(tx, facts);
    const { host, reason } = wish;
    const decision = `the problem is at version ${version}${wish.taint ? "; what leaned on the old one is tainted" : ""}`;
    await insertDecision(tx, { seasonId: season.id, roundId: null, host, decision, reason, at });
    const tainted = wish.taint ? await taintAll(tx, season, { host, reason, decision }, at) : 0;
    return { version, tainted };
  });
}

/** Marks every verdict on the old version, and settles their rounds anew: what was earned by them is compensated. */
async function taintAll(
  tx: Tx,
  season: SeasonRow,
  { host, reason, decision }: { readonly host: string; readonly reason: string; readonly decision: string },
  at: Date,
): Promise<number> {
  const verdicts = await verdictsOfProblem(tx, season.id, season.problemVersionId);
  for (const { runId } of verdicts) await insertRuling(tx, { runId, verdict: null, tainted: true, host, reason, at });
  for (const roundId of new Set(verdicts.flatMap(({ roundId: round }) => round ?? []))) {
    const row = await lockRound(tx, roundId);
    if (row.round.now.state !== "decided") continue;
    await settleRound(tx, { row, season }, at);
    await announceCorrected(tx, row, { decision, reason }, at);
  }
  return verdicts.length;
}

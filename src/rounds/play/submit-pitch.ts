import type { CandidateFiles } from "../candidate.ts";
import type { Game } from "../game.ts";
import { checkPitch, type KnownApproach, type PitchContext, PitchInput } from "../pitch.ts";
import type { PitchId } from "../round/round-state.ts";
import { approachesOf } from "../store/approaches.ts";
import { currentBaseline } from "../store/baselines.ts";
import type { Tx } from "../store/database.ts";
import { insertPitch, nextLetter } from "../store/pitches.ts";
import { lockOpenRound, type RoundRow, roundsOf } from "../store/rounds.ts";
import { getSeason, type SeasonRow } from "../store/seasons.ts";
import { putSource } from "../store/sources.ts";
import { findVerdictOfCode } from "../store/verdicts.ts";
import { UserError } from "../user-error.ts";
import { parseWish } from "./parse-wish.ts";

export interface SubmitPitch {
  readonly season: string;
  readonly content: PitchInput;
  /** The candidate's code, now or after the vote. */
  readonly files: CandidateFiles | null;
}

export interface SubmittedPitch {
  readonly id: PitchId;
  readonly letter: string;
  readonly warnings: readonly string[];
}

/** Puts a pitch into the open round, or says which rule forbids it and how to go on. */
export async function submitPitch(game: Game, wish: SubmitPitch): Promise<SubmittedPitch> {
  const content = parseWish(PitchInput, wish.content);
  return game.database.transaction(async (tx) => {
    const season = await getSeason(tx, wish.season);
    const round = await lockOpenRound(tx, season.id);
    refuseUnlessPitching(round);
    const at = game.clock.now();
    const sourceSha256 = wish.files === null ? null : await putSource(tx, wish.files, at);
    const warnings = checkPitch(content, await contextOf(tx, season, sourceSha256));
    const letter = await nextLetter(tx, round.id);
    if (letter === null) {
      throw new UserError("round-full", "This round has its 26 pitches.", "Pitch again when the next round opens.");
    }
    const id = await insertPitch(tx, { seasonId: season.id, roundId: round.id, letter, content, sourceSha256, at });
    return { id, letter, warnings };
  });
}

function refuseUnlessPitching({ round, number }: RoundRow): void {
  const { state } = round.now;
  if (state === "pitching") return;
  const why =
    state === "opening"
      ? "Its baseline is still being checked; try again in a moment."
      : "Pitches froze when voting opened; keep this one for the next round.";
  throw new UserError("not-pitching", `Round ${number} takes no pitches now.`, why);
}

async function contextOf(tx: Tx, season: SeasonRow, sourceSha256: string | null): Promise<PitchContext> {
  const numbers = new Map((await roundsOf(tx, season.id)).map(({ id, number }) => [Number(id), number]));
  const approaches = (await approachesOf(tx, season.id)).map((row): KnownApproach => {
    const number = row.round_id === null ? undefined : numbers.get(row.round_id);
    const name = season.settings.approaches[row.key]?.name ?? row.key;
    const round = number === undefined ? null : `round ${number}`;
    return { key: row.key, name, status: row.status, evidence: row.evidence, why: row.why, round };
  });
  return { approaches, measured: await measuredBefore(tx, season, sourceSha256) };
}

async function measuredBefore(tx: Tx, season: SeasonRow, sha256: string | null): Promise<PitchContext["measured"]> {
  if (sha256 === null) return null;
  const baseline = await currentBaseline(tx, season.id);
  const found = await findVerdictOfCode(tx, {
    seasonId: season.id,
    baseline: baseline.source_sha256,
    candidate: sha256,
    problemVersionId: baseline.problem_version_id,
  });
  if (!found) return null;
  const round = found.roundNumber === null ? "a private measurement" : `round ${found.roundNumber}`;
  return { round, verdict: found.verdict.verdict, detail: found.verdict.detail };
}

import { type Game, runnerOf } from "../../game.ts";
import type { PitchId, RoundState } from "../../round/round-state.ts";
import { currentBaseline, getBaseline } from "../../store/baselines.ts";
import type { Tx } from "../../store/database.ts";
import { getPitch, type PitchRow } from "../../store/pitches.ts";
import { type ProofRow, proofsOf, setProofRun } from "../../store/proofs.ts";
import { getRound } from "../../store/rounds.ts";
import { enqueueRun, type NewRun } from "../../store/runs.ts";
import { getSeasonById } from "../../store/seasons.ts";

/** Until the runs begin; from then on the verdict's own run builds and checks the same code, and says more. */
const provable: readonly RoundState["state"][] = ["opening", "pitching", "voting", "building"];

/** Starts the proof that a pitch owes as soon as it has code; called wherever code is handed in. */
export async function startOwedProofs(tx: Tx, game: Game, pitchId: PitchId): Promise<void> {
  const pitch = await getPitch(tx, pitchId);
  const code = provableCode(pitch);
  if (code === null || pitch.state === "withdrawn") return;
  const proofs = await proofsOf(tx, [pitchId]);
  const owed = proofs.find(({ state }) => state === "waiting");
  if (owed === undefined || proofs.some(({ state }) => state === "running")) return;
  const round = pitch.roundId === null ? null : await getRound(tx, pitch.roundId);
  if (round !== null && !provable.includes(round.round.now.state)) return;
  await startProof(tx, game, { pitch, proof: owed, code });
}

/** The code that a proof of a pitch runs: of a sweep its first combination; null where there is none yet. */
export function provableCode({ sourceSha256, sweep }: PitchRow): string | null {
  return sourceSha256 ?? sweep?.[0]?.sha256 ?? null;
}

/** Queues a proof's run on the pitch's code. */
export async function startProof(
  tx: Tx,
  game: Game,
  { pitch, proof, code }: { pitch: PitchRow; proof: Pick<ProofRow, "id" | "caseLabel">; code: string },
): Promise<void> {
  const runId = await enqueueRun(tx, game.database, await proofRun(tx, game, { pitch, proof, code }));
  await setProofRun(tx, proof.id, runId);
}

async function proofRun(
  tx: Tx,
  game: Game,
  { pitch, proof, code }: { pitch: PitchRow; proof: Pick<ProofRow, "caseLabel">; code: string },
): Promise<NewRun> {
  const { seasonId, roundId } = pitch;
  const season = await getSeasonById(tx, seasonId);
  const round = roundId === null ? null : await getRound(tx, roundId);
  const baseline = round === null ? await currentBaseline(tx, seasonId) : await getBaseline(tx, round.baselineId);
  // A wrong baseline is nothing to be compared with: the code runs alone, in its place.
  const isRepair = round?.round.terms.kind === "repair";
  return {
    seasonId,
    roundId,
    pitchId: pitch.id,
    purpose: "proof",
    problemVersionId: baseline.problem_version_id,
    baselineSha256: isRepair ? code : baseline.source_sha256,
    candidateSha256: isRepair ? null : code,
    budgetMsPerCase: season.settings.rules.budgetMsPerCase,
    secretSeed: game.secretSeed(),
    ...runnerOf(game, season),
    timedCases: proof.caseLabel === null ? [] : [proof.caseLabel],
    at: game.clock.now(),
  };
}

import { aboutFile, type CandidateFiles } from "../../candidate.ts";
import { refuseLockedConstants } from "../../code/locked-constants.ts";
import { hashNormalSource } from "../../code/normal-source.ts";
import type { TurnedKernel } from "../../knobs/turned-kernels.ts";
import { getBaseline } from "../../store/baselines.ts";
import { type CodeVerdict, type ComparedCode, currentMachine, roundVerdictsOfCode } from "../../store/code-verdicts.ts";
import { constraintsOf } from "../../store/constraints.ts";
import type { Tx } from "../../store/database.ts";
import type { SweepPart } from "../../store/round-tables.ts";
import { getSource, putSource } from "../../store/sources.ts";
import { UserError } from "../../user-error.ts";

/** What a pitch would run, as it was given. */
export interface GivenCode {
  /** One kernel; null: none yet, or a sweep. */
  readonly files: CandidateFiles | null;
  /** What a sweep tries, one run each. */
  readonly sweep?: readonly TurnedKernel[] | null;
}

/** The same, checked and stored. */
export interface TakenCode {
  /** A sweep's is its first part's, until the best of it is known. */
  readonly sourceSha256: string | null;
  readonly sweep: readonly SweepPart[] | null;
  readonly warnings: readonly string[];
}

interface Place {
  readonly seasonId: number;
  readonly baselineId: number;
  readonly at: Date;
}

/** Stores a candidate, or refuses it: a locked knob, the baseline itself, code that already has its verdict here. */
export async function takeCode(tx: Tx, place: Place, { files, sweep }: GivenCode): Promise<TakenCode> {
  if (sweep) return takeSweep(tx, place, sweep);
  if (files === null) return { sourceSha256: null, sweep: null, warnings: [] };
  const known = await knownBefore(tx, place, files);
  if (known.refusal) throw known.refusal;
  return { sourceSha256: await putSource(tx, files, place.at), sweep: null, warnings: known.warnings };
}

async function takeSweep(tx: Tx, place: Place, kernels: readonly TurnedKernel[]): Promise<TakenCode> {
  const parts: SweepPart[] = [];
  const warnings: string[] = [];
  for (const { knobs, files } of kernels) {
    const known = await knownBefore(tx, place, files);
    warnings.push(...known.warnings);
    if (known.refusal) warnings.push(`${knobs} is left out of the sweep. ${known.refusal.message}`);
    else parts.push({ knobs, sha256: await putSource(tx, files, place.at) });
  }
  const [first] = parts;
  if (first) return { sourceSha256: first.sha256, sweep: parts, warnings };
  throw new UserError(
    "sweep-empty",
    `Nothing of this sweep is left to try. ${warnings.join(" ")}`,
    "Sweep other values: /tank kernel shows what each knob may be.",
    aboutFile,
  );
}

interface Known {
  readonly refusal: UserError | null;
  readonly warnings: readonly string[];
}

async function knownBefore(tx: Tx, { seasonId, baselineId }: Place, files: CandidateFiles): Promise<Known> {
  const { source_sha256, problem_version_id } = await getBaseline(tx, baselineId);
  const baseline = await getSource(tx, source_sha256);
  refuseLockedConstants(files, baseline, await constraintsOf(tx, seasonId));
  if (hashNormalSource(files) === hashNormalSource(baseline)) return { refusal: isBaseline(), warnings: [] };
  const code = { seasonId, files, baselineSha256: source_sha256, problemVersionId: problem_version_id };
  return measuredBefore(tx, code);
}

function isBaseline(): UserError {
  return new UserError(
    "is-baseline",
    "This is the baseline itself, up to blanks and comments.",
    "Change something first: /tank kernel shows the knobs, or attach a changed kernel.",
    aboutFile,
  );
}

async function measuredBefore(tx: Tx, code: ComparedCode): Promise<Known> {
  const machine = await currentMachine(tx, code.seasonId);
  const verdicts = await roundVerdictsOfCode(tx, code);
  const isHere = ({ ran }: CodeVerdict) => machine === null || ran === null || ran.machine === machine;
  const here = verdicts.find(isHere);
  if (here) return { refusal: alreadyMeasured(here), warnings: [] };
  const [elsewhere] = verdicts;
  if (elsewhere === undefined) return { refusal: null, warnings: [] };
  const { verdict, ran, roundNumber } = elsewhere;
  const where = `on ${ran?.machine ?? "another machine"} in round ${roundNumber}`;
  return {
    refusal: null,
    warnings: [`This very code was measured ${where}: ${verdict.verdict}. Here it may differ.`],
  };
}

function alreadyMeasured({ roundNumber, verdict }: CodeVerdict): UserError {
  return new UserError(
    "already-measured",
    `This very code was measured against this baseline in round ${roundNumber}: ${verdict.verdict}. ${verdict.detail}`,
    "Change the code, or pitch something else; a rerun is the host's to order.",
    aboutFile,
  );
}

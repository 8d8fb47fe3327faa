import type { Verdict } from "../../rounds/judging/verdict/verdict.ts";
import type { RoundView } from "../../rounds/memory/round-view.ts";
import type { StoredVerdict } from "../../rounds/store/verdicts.ts";
import { predicted } from "../commands/facts.ts";

/** A verdict as one JSON line, the same keys from the demo, `measure` and scripts. */
export interface VerdictRecord {
  readonly round: number;
  readonly pitch: string;
  readonly funded: boolean;
  readonly verdict: Verdict["verdict"];
  readonly speedup: number | null;
  readonly ci95: Verdict["ci95"];
  readonly cases: readonly CaseRecord[];
  /** A number, or the low and the high end of a range. */
  readonly predicted: number | readonly [number, number] | null;
  readonly reason: Verdict["reason"];
  readonly compileError?: string;
}

type CaseRecord = Pick<
  Verdict["cases"][number],
  "label" | "verdict" | "speedup" | "ci95" | "baselineUs" | "candidateUs"
>;

export function verdictRecord(view: RoundView, { pitchId, verdict }: StoredVerdict): VerdictRecord {
  const pitch = view.pitches.find(({ id }) => id === pitchId);
  if (!pitch) throw new Error(`the verdict's pitch ${pitchId} is not in round ${view.row.number}`);
  const { reason, ...measured } = measuredRecord(verdict);
  const { compileError, ...numbers } = measured;
  return {
    round: view.row.number,
    pitch: pitch.content.title,
    funded: view.tally?.funded.includes(pitch.id) ?? false,
    ...numbers,
    predicted: predicted(pitch.content.prediction),
    reason,
    ...(compileError === undefined ? {} : { compileError }),
  };
}

/** The part that needs no round. */
export function measuredRecord(verdict: Verdict) {
  const cases = verdict.cases.map(
    ({ label, verdict: name, speedup, ci95, baselineUs, candidateUs }): CaseRecord => ({
      label,
      verdict: name,
      speedup,
      ci95,
      baselineUs,
      candidateUs,
    }),
  );
  const { speedup, ci95, reason, error } = verdict;
  const isCompileError = verdict.verdict === "compile error";
  return {
    verdict: verdict.verdict,
    speedup,
    ci95,
    cases,
    reason,
    ...(isCompileError ? { compileError: error?.headline ?? "no message" } : {}),
  };
}

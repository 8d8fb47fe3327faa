import type { SeasonRows } from "../store/season-rows.ts";
import type { ArchiveKeys } from "./archive-keys.ts";

/** A run with what came of it: its verdict and the host's words on it, the baseline's times, or whose it was. */
export function archivedRun(run: SeasonRows["runs"][number], rows: SeasonRows, keys: ArchiveKeys): object {
  const asked = rows.measurements.find(({ run_id }) => run_id === run.id);
  return {
    round: run.round_id === null ? null : keys.round(run.round_id),
    pitch: run.pitch_id === null ? null : keys.pitch(run.pitch_id),
    purpose: run.purpose,
    problem: keys.problem(run.problem_version_id),
    baseline: run.baseline_sha256,
    candidate: run.candidate_sha256,
    runner: run.runner,
    budgetMsPerCase: run.budget_ms_per_case,
    seed: run.secret_seed,
    timedCases: run.timed_cases,
    state: run.state,
    attempt: run.attempt,
    faults: run.faults,
    at: run.created_at.toISOString(),
    changedAt: run.changed_at.toISOString(),
    verdict: verdictOf(run.id, rows),
    reading: readingOf(run.id, rows, keys),
    measurement: asked === undefined ? null : { by: asked.asked_by, what: asked.what },
  };
}

function verdictOf(runId: number, rows: SeasonRows): object | null {
  const verdict = rows.verdicts.find(({ run_id }) => run_id === runId);
  if (verdict === undefined) return null;
  const { body, rules_version, ran, decided_at } = verdict;
  const rulings = rows.rulings
    .filter(({ run_id }) => run_id === runId)
    .map((row) => ({
      verdict: row.verdict,
      tainted: row.tainted,
      host: row.host,
      reason: row.reason,
      at: row.ruled_at.toISOString(),
    }));
  return { body, rulesVersion: rules_version, ran, at: decided_at.toISOString(), rulings };
}

function readingOf(runId: number, rows: SeasonRows, keys: ArchiveKeys): object | null {
  const reading = rows.readings.find(({ run_id }) => run_id === runId);
  if (reading === undefined) return null;
  const { baseline_id, machine, cases, read_at } = reading;
  return { baseline: keys.baseline(baseline_id), machine, cases, at: read_at.toISOString() };
}

import { PitchId, type RoundState } from "../round/round-state.ts";
import { insertShown, setPitchRelatives, setRoundEnd } from "../store/imported-seasons.ts";
import { insertRow, insertRows } from "../store/insert-rows.ts";
import type { Importing } from "./import-season.ts";
import type { ArchivedRun, RoundEnd } from "./season-archive.ts";

/** What a round that was open ends with: nobody can go on with runs and ballots that are not in the archive. */
export const openAtExport = "It was still open when its season was exported.";

/** Rounds, pitches, baselines and runs with their verdicts. */
export async function importPlayed(importing: Importing): Promise<void> {
  await importRounds(importing);
  await importPitches(importing);
  await importBaselines(importing);
  await importEnds(importing);
  for (const [index, run] of importing.archive.runs.entries()) await importRun(importing, run, index);
}

async function importRounds({ tx, archive, seasonId, rounds }: Importing): Promise<void> {
  for (const round of archive.rounds) {
    const ends: RoundState = { state: "cancelled", reason: openAtExport };
    const id = await insertRow(tx, "round", {
      season_id: seasonId,
      number: round.number,
      title: round.title,
      subtitle: round.subtitle,
      terms: round.terms,
      state: ends.state,
      now: ends,
      baseline_id: 0,
      host: round.host,
      opened_at: new Date(round.openedAt),
      changed_at: new Date(round.changedAt),
      deadline_at: dateOrNull(round.deadlineAt),
    });
    rounds.set(round.number, id);
  }
}

async function importPitches({ tx, archive, seasonId, rounds, pitches, sources }: Importing): Promise<void> {
  for (const [index, pitch] of archive.pitches.entries()) {
    const at = `pitches.${index}`;
    for (const sha256 of [pitch.source, ...(pitch.sweep ?? []).map((part) => part.sha256)]) {
      sources.orNull(sha256, at);
    }
    const id = await insertRow(tx, "pitch", {
      season_id: seasonId,
      round_id: rounds.orNull(pitch.round, `${at}.round`),
      letter: pitch.letter,
      content: pitch.content,
      source_sha256: pitch.source,
      state: pitch.state,
      endorses: null,
      parents: [],
      sweep: pitch.sweep,
      created_at: new Date(pitch.at),
    });
    pitches.set(pitch.ref, id);
  }
  for (const [index, { ref, endorses, parents }] of archive.pitches.entries()) {
    if (endorses === null && parents.length === 0) continue;
    const at = `pitches.${index}`;
    await setPitchRelatives(tx, pitches.get(ref, at), {
      endorses: pitches.orNull(endorses, `${at}.endorses`),
      parents: parents.map((parent) => pitches.get(parent, `${at}.parents`)),
    });
  }
}

async function importBaselines(importing: Importing): Promise<void> {
  const { tx, archive, seasonId, baselines, rounds, pitches, problems, sources } = importing;
  for (const [index, { source, problem, from, at }] of archive.baselines.entries()) {
    const place = `baselines.${index}`;
    sources.get(source, `${place}.source`);
    const id = await insertRow(tx, "baseline", {
      season_id: seasonId,
      source_sha256: source,
      problem_version_id: problems.get(problem, `${place}.problem`),
      round_id: from === null ? null : rounds.get(from.round, `${place}.from.round`),
      pitch_id: from === null ? null : pitches.get(from.pitch, `${place}.from.pitch`),
      created_at: new Date(at),
    });
    baselines.set(index + 1, id);
  }
}

/** Now that there are pitches and baselines, rounds get what they ended with and what they were played on. */
async function importEnds({ tx, archive, rounds, pitches, baselines }: Importing): Promise<void> {
  for (const [index, { number, end, baseline }] of archive.rounds.entries()) {
    const at = `rounds.${index}`;
    const pitchId = (ref: string, key: string) => PitchId.parse(pitches.get(ref, `${at}.end.${key}`));
    const baselineId = baselines.get(baseline, `${at}.baseline`);
    await setRoundEnd(tx, rounds.get(number, at), { state: stateOf(end, pitchId), baselineId });
  }
}

function stateOf(end: RoundEnd, pitchId: (ref: string, key: string) => PitchId): RoundState {
  if (end.state === "open") return { state: "cancelled", reason: openAtExport };
  if (end.state === "cancelled") return end;
  const orNull = (ref: string | null, key: string) => (ref === null ? null : pitchId(ref, key));
  return {
    state: "decided",
    promoted: orNull(end.promoted, "promoted"),
    unconfirmed: orNull(end.unconfirmed, "unconfirmed"),
    results: end.results.map((result) => ({ ...result, pitch: pitchId(result.pitch, "results") })),
  };
}

async function importRun(importing: Importing, run: ArchivedRun, index: number): Promise<void> {
  const { tx, seasonId, rounds, pitches, problems, sources, runs } = importing;
  const place = `runs.${index}`;
  sources.get(run.baseline, `${place}.baseline`);
  sources.orNull(run.candidate, `${place}.candidate`);
  const roundId = rounds.orNull(run.round, `${place}.round`);
  const pitchId = pitches.orNull(run.pitch, `${place}.pitch`);
  const runId = await insertRow(tx, "run", {
    season_id: seasonId,
    round_id: roundId,
    pitch_id: pitchId,
    purpose: run.purpose,
    problem_version_id: problems.get(run.problem, `${place}.problem`),
    baseline_sha256: run.baseline,
    candidate_sha256: run.candidate,
    runner: run.runner,
    budget_ms_per_case: run.budgetMsPerCase,
    secret_seed: run.seed,
    timed_cases: run.timedCases,
    waiting: null,
    lease: null,
    state: run.state,
    attempt: run.attempt,
    faults: run.faults,
    turn: 0,
    taken_at: null,
    created_at: new Date(run.at),
    changed_at: new Date(run.changedAt),
  });
  runs.set(index + 1, runId);
  if (run.measurement !== null) {
    const { by, what } = run.measurement;
    await insertRows(tx, "measurement", [{ run_id: runId, asked_by: by, what }]);
  }
  await importVerdict(importing, run, { runId, roundId, pitchId });
  await importReading(importing, run, runId, place);
}

async function importVerdict(
  { tx, seasonId }: Importing,
  { verdict, purpose }: ArchivedRun,
  ids: { readonly runId: number; readonly roundId: number | null; readonly pitchId: number | null },
): Promise<void> {
  if (verdict === null) return;
  const { runId, roundId, pitchId } = ids;
  const { body, rulesVersion, ran, rulings } = verdict;
  const at = new Date(verdict.at);
  const row = { run_id: runId, round_id: roundId, pitch_id: pitchId, body, rules_version: rulesVersion };
  await insertRows(tx, "verdict", [{ ...row, ran, decided_at: at }]);
  await insertRows(
    tx,
    "ruling",
    rulings.map((ruling) => ({
      run_id: runId,
      verdict: ruling.verdict,
      tainted: ruling.tainted,
      host: ruling.host,
      reason: ruling.reason,
      ruled_at: new Date(ruling.at),
    })),
  );
  if (purpose !== "verdict" || roundId === null) return;
  await insertShown(tx, { key: `run:${runId}:verdict`, seasonId, roundId, body: { runId, pitchId } }, at);
}

async function importReading(
  { tx, baselines }: Importing,
  run: ArchivedRun,
  runId: number,
  place: string,
): Promise<void> {
  if (run.reading === null) return;
  const { baseline, machine, cases, at } = run.reading;
  const baselineId = baselines.get(baseline, `${place}.reading.baseline`);
  await insertRows(tx, "reading", [{ run_id: runId, baseline_id: baselineId, machine, cases, read_at: new Date(at) }]);
}

function dateOrNull(at: string | null): Date | null {
  return at === null ? null : new Date(at);
}

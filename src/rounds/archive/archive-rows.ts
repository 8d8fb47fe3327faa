import { phaseOf } from "../round/round.ts";
import { RoundId, RoundState, RoundTerms } from "../round/round-state.ts";
import { Season } from "../season.ts";
import type { SeasonRows } from "../store/season-rows.ts";
import { type ArchiveKeys, archiveKeys } from "./archive-keys.ts";
import { archivedRun } from "./archived-run.ts";
import { type BallotRecord, type RoundEnd, SeasonArchive } from "./season-archive.ts";
import { StoredBallot } from "./stored-ballot.ts";

/** Rows as an archive: ids become keys, and every key is checked, so that what is written can be read again. */
export function archiveOf(
  rows: SeasonRows,
  told: { readonly isNamed: boolean; readonly isComplete: boolean; readonly hasCode: boolean },
): SeasonArchive {
  const keys = archiveKeys(rows, told.isNamed);
  const { season } = rows;
  return SeasonArchive.parse({
    archive: "shark-tank-season",
    version: 1,
    complete: told.isComplete,
    ...(told.hasCode ? {} : { code: "left out" }),
    sharks: told.isNamed ? "named" : "numbered",
    name: season.name,
    state: season.state,
    startedAt: season.created_at.toISOString(),
    problem: keys.problem(season.problem_version_id),
    settings: Season.parse(season.settings),
    problems: rows.problems.map(({ version, definition }) => ({
      version,
      definition: told.hasCode ? definition : { ...definition, bundle: {} },
    })),
    sources: rows.sources.map(({ sha256, normal_sha256, files }) => ({
      sha256,
      normalSha256: normal_sha256,
      ...(told.hasCode ? { files } : { files: null, names: Object.keys(files) }),
    })),
    ...playedOf(rows, keys),
    ...votedOf(rows, keys),
    ...learnedOf(rows, keys),
  });
}

function playedOf(rows: SeasonRows, keys: ArchiveKeys) {
  return {
    baselines: rows.baselines.map((row) => ({
      source: row.source_sha256,
      problem: keys.problem(row.problem_version_id),
      from:
        row.round_id === null || row.pitch_id === null
          ? null
          : { round: keys.round(row.round_id), pitch: keys.pitch(row.pitch_id) },
      at: text(row.created_at),
    })),
    rounds: rows.rounds.map((row) => ({
      number: row.number,
      title: row.title,
      subtitle: row.subtitle,
      host: row.host,
      terms: row.terms,
      end: endOf(row, keys),
      baseline: keys.baseline(row.baseline_id),
      openedAt: text(row.opened_at),
      changedAt: text(row.changed_at),
      deadlineAt: text(row.deadline_at),
    })),
    pitches: rows.pitches.map((row) => ({
      ref: keys.pitch(row.id),
      round: orNull(row.round_id, keys.round),
      letter: row.letter,
      state: row.state,
      content: row.content,
      source: row.source_sha256,
      sweep: row.sweep,
      parents: row.parents.map(keys.pitch),
      endorses: orNull(row.endorses, keys.pitch),
      at: text(row.created_at),
    })),
    runs: rows.runs.map((run) => archivedRun(run, rows, keys)),
    proofs: rows.proofs.map((row) => ({
      pitch: keys.pitch(row.pitch_id),
      run: orNull(row.run_id, keys.run),
      by: row.demanded_by,
      case: row.case_label,
      outcome: row.outcome,
      at: text(row.demanded_at),
      judgedAt: text(row.judged_at),
    })),
  };
}

function votedOf(rows: SeasonRows, keys: ArchiveKeys) {
  return {
    questions: rows.questions.map((row) => ({
      number: row.number,
      pitch: keys.pitch(row.pitch_id),
      asker: row.asker,
      text: row.text,
      at: text(row.asked_at),
      answerer: row.answerer,
      answer: row.answer,
      answeredAt: text(row.answered_at),
    })),
    ballots: rows.ballots.map((row) => ({
      round: keys.round(row.round_id),
      shark: keys.shark(row.shark),
      ballot: ballotOf(row.content, keys),
      changes: row.changes,
      at: text(row.cast_at),
    })),
    ballotChanges: rows.ballotChanges.map((row) => ({
      round: keys.round(row.round_id),
      shark: keys.shark(row.shark),
      ballot: ballotOf(row.content, keys),
      at: text(row.cast_at),
    })),
    credibility: rows.credibility.map((row) => ({
      round: keys.round(row.round_id),
      shark: orNull(row.shark, keys.shark),
      entry: row.entry,
      points: row.points,
      statements: row.statements,
      at: text(row.created_at),
    })),
  };
}

function learnedOf(rows: SeasonRows, keys: ArchiveKeys) {
  return {
    approaches: rows.approaches.map((row) => ({
      key: row.key,
      status: row.status,
      evidence: row.evidence,
      why: row.why,
      round: orNull(row.round_id, keys.round),
      scope:
        row.scope === null
          ? null
          : {
              problem: keys.problem(row.scope.problemVersionId),
              baseline: row.scope.baselineSha256,
              machine: row.scope.machine,
            },
      taughtBy: row.taught_by,
      at: text(row.changed_at),
    })),
    constraints: rows.constraints.map((row) => ({
      knob: row.knob,
      says: row.says,
      why: row.why,
      evidence: row.evidence,
      round: orNull(row.round_id, keys.round),
      taughtBy: row.taught_by,
      author: row.author,
      at: text(row.created_at),
      liftedAt: text(row.lifted_at),
    })),
    lessons: rows.lessons.map((row) => ({
      round: orNull(row.round_id, keys.round),
      approach: row.approach,
      status: row.status,
      text: row.text,
      evidence: row.evidence,
      author: row.author,
      replaces: orNull(row.replaces, keys.lesson),
      at: text(row.created_at),
    })),
    decisions: rows.decisions.map((row) => ({
      round: orNull(row.round_id, keys.round),
      host: row.host,
      decision: row.decision,
      reason: row.reason,
      at: text(row.decided_at),
    })),
    bans: rows.bans.map(({ person, host, reason, banned_at, lifted_at }) => ({
      person,
      host,
      reason,
      at: text(banned_at),
      liftedAt: text(lifted_at),
    })),
    externalResults: rows.externalResults.map((row) => ({
      pitch: keys.pitch(row.pitch_id),
      text: row.text,
      link: row.link,
      by: row.by,
      at: text(row.attached_at),
    })),
  };
}

/** How a round ended; of one that has not, only what it waits for. */
function endOf(row: SeasonRows["rounds"][number], keys: ArchiveKeys): RoundEnd {
  const now = RoundState.parse(row.now);
  if (now.state === "cancelled") return now;
  if (now.state !== "decided") {
    const round = { id: RoundId.parse(row.id), terms: RoundTerms.parse(row.terms), now };
    return { state: "open", phase: phaseOf(round) };
  }
  return {
    state: "decided",
    promoted: orNull(now.promoted, keys.pitch),
    unconfirmed: orNull(now.unconfirmed, keys.pitch),
    results: now.results.map(({ pitch, verdict, success, speedup, us }) => ({
      pitch: keys.pitch(pitch),
      verdict,
      success,
      speedup,
      ...(us === undefined ? {} : { us }),
    })),
  };
}

/** Null for a ballot that was withdrawn. */
function ballotOf(content: object | null, keys: ArchiveKeys): BallotRecord | null {
  const stored = StoredBallot.safeParse(content);
  if (!stored.success) return null;
  const { fund, chances, speedup, reason } = stored.data;
  return {
    fund: orNull(fund, keys.pitch),
    chances: chances.map(({ pitch, percent }) => ({ pitch: keys.pitch(pitch), percent })),
    speedup,
    reason,
  };
}

function orNull<From, To>(value: From | null, convert: (value: From) => To): To | null {
  return value === null ? null : convert(value);
}

function text(at: Date | null): string | null {
  return at === null ? null : at.toISOString();
}

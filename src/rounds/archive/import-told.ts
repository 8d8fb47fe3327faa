import type { Ballot } from "../ballot.ts";
import { PitchId } from "../round/round-state.ts";
import { insertRow, insertRows } from "../store/insert-rows.ts";
import { ImportIds } from "./import-ids.ts";
import type { Importing } from "./import-season.ts";
import type { BallotRecord } from "./season-archive.ts";

/** What people said, voted, learned and decided. */
export async function importTold(importing: Importing): Promise<void> {
  await importQuestions(importing);
  await importBallots(importing);
  await importLessons(importing);
  await importWords(importing);
}

async function importQuestions({ tx, archive, seasonId, pitches, runs }: Importing): Promise<void> {
  await insertRows(
    tx,
    "question",
    archive.questions.map((question, index) => ({
      season_id: seasonId,
      pitch_id: pitches.get(question.pitch, `questions.${index}.pitch`),
      number: question.number,
      asker: question.asker,
      text: question.text,
      asked_at: new Date(question.at),
      answerer: question.answerer,
      answer: question.answer,
      answered_at: dateOrNull(question.answeredAt),
    })),
  );
  await insertRows(
    tx,
    "proof",
    archive.proofs.map((proof, index) => ({
      pitch_id: pitches.get(proof.pitch, `proofs.${index}.pitch`),
      run_id: runs.orNull(proof.run, `proofs.${index}.run`),
      demanded_by: proof.by,
      case_label: proof.case,
      demanded_at: new Date(proof.at),
      outcome: proof.outcome,
      judged_at: dateOrNull(proof.judgedAt),
    })),
  );
}

async function importBallots(importing: Importing): Promise<void> {
  const { tx, archive, seasonId, rounds } = importing;
  await insertRows(
    tx,
    "ballot",
    archive.ballots.map(({ round, shark, ballot, changes, at }, index) => ({
      round_id: rounds.get(round, `ballots.${index}.round`),
      shark,
      content: ballotRow(importing, shark, ballot, `ballots.${index}.ballot`),
      changes,
      cast_at: new Date(at),
    })),
  );
  await insertRows(
    tx,
    "ballot_change",
    archive.ballotChanges.map(({ round, shark, ballot, at }, index) => ({
      round_id: rounds.get(round, `ballotChanges.${index}.round`),
      shark,
      content: ballot === null ? null : ballotRow(importing, shark, ballot, `ballotChanges.${index}.ballot`),
      cast_at: new Date(at),
    })),
  );
  await insertRows(
    tx,
    "credibility_entry",
    archive.credibility.map(({ round, shark, entry, points, statements, at }, index) => ({
      season_id: seasonId,
      round_id: rounds.get(round, `credibility.${index}.round`),
      shark,
      entry,
      points,
      statements,
      created_at: new Date(at),
    })),
  );
}

function ballotRow({ pitches }: Importing, shark: string, ballot: BallotRecord, place: string): Ballot {
  const { fund, chances, speedup, reason } = ballot;
  const pitchId = (ref: string) => PitchId.parse(pitches.get(ref, place));
  return {
    shark,
    fund: fund === null ? null : pitchId(fund),
    chances: chances.map(({ pitch, percent }) => ({ pitch: pitchId(pitch), percent })),
    speedup,
    reason,
  };
}

async function importLessons(importing: Importing): Promise<void> {
  const { tx, archive, seasonId, rounds, problems } = importing;
  await insertRows(
    tx,
    "approach",
    archive.approaches.map(({ key, status, evidence, why, round, scope, taughtBy, at }, index) => ({
      season_id: seasonId,
      key,
      status,
      evidence,
      why,
      round_id: rounds.orNull(round, `approaches.${index}.round`),
      scope:
        scope === null
          ? null
          : {
              problemVersionId: problems.get(scope.problem, `approaches.${index}.scope.problem`),
              baselineSha256: scope.baseline,
              machine: scope.machine,
            },
      taught_by: taughtBy,
      changed_at: new Date(at),
    })),
  );
  const lessons = new ImportIds<number>("lesson");
  for (const [index, lesson] of archive.lessons.entries()) {
    const id = await insertRow(tx, "lesson", {
      season_id: seasonId,
      round_id: rounds.orNull(lesson.round, `lessons.${index}.round`),
      approach: lesson.approach,
      status: lesson.status,
      text: lesson.text,
      evidence: lesson.evidence,
      author: lesson.author,
      replaces: lessons.orNull(lesson.replaces, `lessons.${index}.replaces`),
      created_at: new Date(lesson.at),
    });
    lessons.set(index + 1, id);
  }
}

async function importWords({ tx, archive, seasonId, rounds, pitches }: Importing): Promise<void> {
  await insertRows(
    tx,
    "season_constraint",
    archive.constraints.map(({ knob, says, why, evidence, round, taughtBy, author, at, liftedAt }, index) => ({
      season_id: seasonId,
      knob,
      says,
      why,
      evidence,
      round_id: rounds.orNull(round, `constraints.${index}.round`),
      taught_by: taughtBy,
      author,
      created_at: new Date(at),
      lifted_at: dateOrNull(liftedAt),
    })),
  );
  await insertRows(
    tx,
    "decision",
    archive.decisions.map(({ round, host, decision, reason, at }, index) => ({
      season_id: seasonId,
      round_id: rounds.orNull(round, `decisions.${index}.round`),
      host,
      decision,
      reason,
      decided_at: new Date(at),
    })),
  );
  await insertRows(
    tx,
    "ban",
    archive.bans.map(({ person, host, reason, at, liftedAt }) => ({
      season_id: seasonId,
      person,
      host,
      reason,
      banned_at: new Date(at),
      lifted_at: dateOrNull(liftedAt),
    })),
  );
  await insertRows(
    tx,
    "external_result",
    archive.externalResults.map(({ pitch, text, link, by, at }, index) => ({
      pitch_id: pitches.get(pitch, `externalResults.${index}.pitch`),
      text,
      link,
      by,
      attached_at: new Date(at),
    })),
  );
}

function dateOrNull(at: string | null): Date | null {
  return at === null ? null : new Date(at);
}

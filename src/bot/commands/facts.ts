import type { Ballot } from "../../rounds/ballot.ts";
import type { RoundStanding } from "../../rounds/memory/round-view.ts";
import type { Prediction } from "../../rounds/pitch.ts";
import type { PitchId } from "../../rounds/round/round-state.ts";
import type { PitchRow } from "../../rounds/store/pitches.ts";

/** The facts of an answer, for programs. docs/terminal.md names every key; a key is never renamed. */

export function roundFacts(view: RoundStanding) {
  const { row, phase, pitches, ballotsCast } = view;
  const { now, terms } = row.round;
  const letterOf = (id: PitchId | null) => pitches.find((pitch) => pitch.id === id)?.letter ?? null;
  return {
    number: row.number,
    title: row.title,
    state: phase,
    kind: terms.kind,
    host: row.host,
    deadline: row.deadlineAt,
    bar: terms.bar,
    vote: terms.vote,
    runs: terms.runs,
    only: terms.only,
    pitches: pitches.map(pitchFacts),
    ballots: ballotsCast,
    waitingForCode: now.state === "building" ? now.waitingFor.map(letterOf) : [],
    question: now.state === "needs-host" ? now.question : null,
    promoted: now.state === "decided" ? letterOf(now.promoted) : null,
  };
}

export function pitchFacts({ letter, content, sourceSha256 }: PitchRow) {
  const { title, approach, authors, prediction, reasoning, answer, knobs } = content;
  return {
    letter,
    title,
    approach,
    authors,
    predicted: predicted(prediction),
    knobs: knobs ?? null,
    code: sourceSha256,
    reason: reasoning ?? null,
    answer: answer ?? null,
  };
}

export function ballotFacts(ballot: Ballot, pitches: readonly PitchRow[]) {
  const letterOf = (id: PitchId) => pitches.find((pitch) => pitch.id === id)?.letter ?? "?";
  return {
    fund: ballot.fund === null ? null : letterOf(ballot.fund),
    chances: Object.fromEntries(ballot.chances.map(({ pitch, percent }) => [letterOf(pitch), percent])),
    speedup: ballot.speedup,
    reason: ballot.reason,
  };
}

/** A number, or the low and the high end of a range. */
export function predicted(prediction: Prediction | null): number | readonly [number, number] | null {
  if (prediction === null) return null;
  const { low, high } = prediction;
  return low === high ? low : [low, high];
}

import type { HistoryView, RoundHistory } from "../../rounds/memory/history-view.ts";
import type { LearnedView } from "../../rounds/memory/learned-view.ts";
import type { MeView } from "../../rounds/memory/me-view.ts";
import type { MemoryView } from "../../rounds/memory/memory-view.ts";
import { recordedVerdicts } from "../../rounds/memory/recorded-verdicts.ts";
import type { RoundRecord } from "../../rounds/memory/round-view.ts";
import type { Apart, Count } from "../../rounds/tally.ts";
import { ballotFacts, pitchFacts, roundFacts } from "./facts.ts";
import { kernelFacts } from "./kernel-facts.ts";

/** The facts of the reading commands. docs/terminal.md names every key; a key is never renamed. */

export function learnedFacts({ approaches, constraints, lessons }: LearnedView) {
  return {
    approaches: approaches.map(({ key, name, idea, status, evidence, why, taughtBy, where }) => {
      return { key, name, idea, status, evidence, why, taughtBy, where };
    }),
    constraints: constraints.map(({ knob, says, why, evidence, taughtBy }) => {
      return { knob, says, why, evidence, taughtBy };
    }),
    lessons: lessons.map(lessonFacts),
  };
}

function lessonFacts({ id: lesson, round, approach, status, text, evidence, author }: LearnedView["lessons"][number]) {
  return { lesson, round, approach, status, text, evidence, author };
}

export function memoryFacts({ learned, kernel, scoreboard, round }: MemoryView) {
  const { wins, counted, credibility, bankrupt, apart } = scoreboard;
  const { name, title, labels } = kernel.problem;
  return {
    season: learned.season.name,
    problem: { name, title, cases: labels },
    ...learnedFacts(learned),
    kernel: kernelFacts(kernel),
    targets: learned.season.targets,
    scoreboard: { wins, counted, credibility, bankrupt, apart },
    round: round === null ? null : roundFacts(round),
  };
}

export function meFacts({ person, record, baseRate, entries, pitches, agents }: MeView) {
  const { count, meanScore, shrunkScore, baseRateScore, bins } = record;
  return {
    person,
    count,
    meanScore,
    shrunkScore,
    baseRate,
    baseRateScore,
    calibration: bins,
    entries,
    agents,
    pitches: pitches.map(({ pitch, round, stored, promoted }) => ({
      ...pitchFacts(pitch),
      round: round?.number ?? null,
      state: pitch.state,
      verdict: stored?.verdict.verdict ?? null,
      measured: stored?.verdict.speedup ?? null,
      promoted,
    })),
  };
}

export function pastFacts(past: HistoryView["rounds"][number]) {
  const { number, title, kind, phase, imported, host, runs, promoted, cancelled, decisions, result } = past;
  return { number, title, kind, state: phase, imported, host, runs, result, promoted, cancelled, decisions };
}

export function roundHistoryFacts({ past, view, lessons, ballots }: RoundHistory) {
  return {
    round: pastFacts(past),
    pitches: view === null ? [] : view.pitches.map(pitchFacts),
    tally: view === null ? null : tallyFacts(view),
    verdicts: view === null ? [] : verdictFacts(view),
    lessons: lessons.map(lessonFacts),
    ballots:
      view === null ? [] : ballots.map((ballot) => ({ shark: ballot.shark, ...ballotFacts(ballot, view.pitches) })),
  };
}

export function tallyFacts({ tally, pitches }: Pick<RoundRecord, "tally" | "pitches">) {
  if (tally === null) return null;
  const letterOf = (id: number) => pitches.find((pitch) => pitch.id === id)?.letter ?? "?";
  const countFacts = ({ ballots, support, none, funded }: Count) => ({
    ballots,
    support: support.map(({ pitch, funds, meanPercent }) => ({ pitch: letterOf(pitch), funds, meanPercent })),
    none,
    funded: funded.map(letterOf),
  });
  return { ...countFacts(tally), apart: tally.apart === null ? null : apartFacts(tally.apart, countFacts) };
}

/** Of a group whose votes are not told apart there is only how many they were. */
function apartFacts({ people, agents, counts }: Apart, countFacts: (count: Count) => object) {
  return {
    people: counts === null ? { ballots: people } : countFacts(counts.people),
    agents: counts === null ? { ballots: agents } : countFacts(counts.agents),
  };
}

export function verdictFacts({ verdicts, pitches }: RoundRecord) {
  return recordedVerdicts(verdicts).map(({ runId, pitchId, verdict, ruling }) => ({
    run: runId,
    pitch: pitches.find(({ id }) => id === pitchId)?.letter ?? null,
    verdict: verdict.verdict,
    detail: verdict.detail,
    success: verdict.success,
    speedup: verdict.speedup,
    ci95: verdict.ci95,
    tainted: ruling?.tainted ?? false,
    ruling: ruling === null ? null : { host: ruling.host, reason: ruling.reason },
  }));
}

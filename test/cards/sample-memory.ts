import { briefCard } from "../../src/bot/cards/brief-card.ts";
import type { Card } from "../../src/bot/cards/card.ts";
import { historyCard, roundHistoryCard } from "../../src/bot/cards/history-card.ts";
import { kernelCard } from "../../src/bot/cards/kernel-card.ts";
import { learnedCard } from "../../src/bot/cards/learned-card.ts";
import { meCard } from "../../src/bot/cards/me-card.ts";
import { memoryCard } from "../../src/bot/cards/memory-card.ts";
import { roundOpenedCard } from "../../src/bot/cards/round-opened.ts";
import { rulesCard } from "../../src/bot/cards/rules-card.ts";
import { credibilityRecord } from "../../src/rounds/memory/credibility.ts";
import type { RoundHistory } from "../../src/rounds/memory/history-view.ts";
import type { KernelView } from "../../src/rounds/memory/kernel-view.ts";
import type { LearnedView } from "../../src/rounds/memory/learned-view.ts";
import type { MeView } from "../../src/rounds/memory/me-view.ts";
import type { MemoryView } from "../../src/rounds/memory/memory-view.ts";
import type { PastRound } from "../../src/rounds/memory/past-rounds.ts";
import { SeasonRules } from "../../src/rounds/season.ts";
import type { StoredVerdict } from "../../src/rounds/store/verdicts.ts";
import { samplePast, samplePitches, sampleView, tma, warps, wild } from "./round-view-builder.ts";
import { faster, slower } from "./sample-verdicts.ts";

type Voice = "show" | "plain";

/** Round 3, played here: the host took a tainted verdict out of the books and promoted the other. */
const third: PastRound = {
  number: 3,
  title: "The Humbling",
  kind: "optimise",
  imported: false,
  phase: "decided",
  host: "hannah",
  runs: [
    run("TMA Store Epilogue", "1.1x faster", "1.32x faster", true, { funded: true }),
    run("Warp Specialization", "1.2-1.6x faster", "30% SLOWER", null, { tainted: true }),
  ],
  quotes: [{ by: null, text: "Small, testable, nothing to lose." }],
  result: null,
  face: null,
  promoted: "TMA Store Epilogue",
  cancelled: null,
  decisions: [{ host: "hannah", decision: "taint B", reason: "Its reference was wrong on g=2." }],
};
const cancelled: PastRound = {
  ...third,
  number: 4,
  title: "Too Soon",
  kind: "research",
  phase: "cancelled",
  runs: [],
  quotes: [],
  promoted: null,
  cancelled: "The B200 went back to its owner.",
  decisions: [],
};

function run(title: string, prediction: string, reality: string, success: boolean | null, over: object) {
  return { title, prediction, reality, success, funded: false, tainted: false, unconfirmed: false, ...over };
}

const where = { machine: "NVIDIA B200", problemVersion: 2, baseline: "b".repeat(64), isCurrent: false };

function learned(voice: Voice): LearnedView {
  const { season, approaches } = sampleView({ voice });
  return {
    season,
    approaches: approaches.map((known) =>
      known.key === "tma-store"
        ? { ...known, status: "proven", evidence: "measured", why: [faster.detail], taughtBy: "round 3", where }
        : known,
    ),
    constraints: [
      {
        id: 1,
        knob: "mma_tiler_m",
        says: "CANNOT CHANGE",
        why: "hardware constraint",
        evidence: "imported",
        taughtBy: "round 2",
      },
      {
        id: 2,
        knob: null,
        says: null,
        why: "The driver allows 99 KB of shared memory",
        evidence: "argued",
        taughtBy: "round 4",
      },
    ],
    lessons: [
      {
        id: 1,
        round: 4,
        roundId: null,
        approach: null,
        status: null,
        text: "Decoding takes 70% of the time.",
        evidence: "argued",
        author: "hannah",
      },
    ],
    all: [
      {
        id: 1,
        round: 4,
        roundId: null,
        approach: null,
        status: null,
        text: "Decoding takes 70% of the time.",
        evidence: "argued",
        author: "hannah",
      },
    ],
  };
}

function kernel(voice: Voice): KernelView {
  const { season, problem, baseline, knobs } = sampleView({ voice });
  const reading = baseline.reading && {
    ...baseline.reading,
    cases: baseline.reading.cases.map((each, index) => {
      const us = [18.8, 10.7, 2.4][index];
      return { ...each, target: us === undefined ? null : { us, limitBy: null } };
    }),
  };
  return {
    season,
    problem: { ...problem, title: "NVFP4 group GEMM" },
    baseline: { ...baseline, promotedFrom: "TMA Store Epilogue", reading },
    code: { shown: "diff", baseline: {}, candidate: {} },
    knobs,
    lineage: [
      { sha256: "b".repeat(64), round: null, pitch: null },
      {
        sha256: baseline.sha256,
        round: 3,
        pitch: {
          letter: "A",
          title: "TMA Store Epilogue",
          authors: ["tma-tom"],
          parents: ["Wider stores", "Fewer stores"],
        },
      },
    ],
  };
}

function memory(voice: Voice): MemoryView {
  const round = sampleView({ voice });
  return { learned: learned(voice), kernel: kernel(voice), scoreboard: round.scoreboard, round };
}

function stored(
  verdict: StoredVerdict["verdict"],
  pitchId: number,
  ruling: StoredVerdict["ruling"] = null,
): StoredVerdict {
  return { runId: pitchId, roundId: 1, pitchId, purpose: "verdict", verdict, ran: null, ruling };
}

const tainted = { verdict: null, tainted: true, host: "hannah", reason: "Its reference was wrong on g=2." };
const ballot = { speedup: null, reason: null };

function oneRound(voice: Voice): RoundHistory {
  const support = [tma, warps, wild].map((pitch, index) => ({
    pitch,
    funds: [2, 0, 0][index] ?? 0,
    meanPercent: [70, 20, null][index] ?? null,
  }));
  const view = sampleView({
    voice,
    view: {
      tally: { ballots: 2, support, none: 0, funded: [tma], apart: null },
      verdicts: [stored(faster, tma), stored({ ...slower, success: null }, warps, tainted)],
    },
  });
  return {
    season: view.season,
    past: third,
    view,
    lessons: [
      {
        id: 1,
        round: 3,
        roundId: null,
        approach: "tma-store",
        status: "proven",
        text: faster.detail,
        evidence: "measured",
        author: null,
      },
    ],
    ballots: [
      {
        shark: "sam",
        fund: tma,
        chances: [
          { pitch: tma, percent: 80 },
          { pitch: warps, percent: 20 },
        ],
        ...ballot,
      },
      { shark: "sue", fund: null, chances: [], ...ballot },
    ],
  };
}

const me: MeView = {
  season: sampleView().season,
  person: "tma-tom",
  record: credibilityRecord(
    [
      { probability: 0.8, success: true },
      { probability: 0.8, success: false },
      { probability: 1, success: false },
      { probability: 0.2, success: null },
    ],
    0.25,
  ),
  baseRate: 0.25,
  entries: [{ round: 3, points: -24.888, statements: 3 }],
  pitches: samplePitches
    .slice(0, 1)
    .map((pitch) => ({ pitch, round: { number: 3 }, stored: stored(faster, tma), promoted: true })),
  agents: [{ agent: "tma-tom/skeptic", rounds: 2, points: 12.5 }],
};
const nobody: MeView = {
  ...me,
  person: "newcomer",
  record: credibilityRecord([], 0.5),
  baseRate: null,
  entries: [],
  pitches: [],
  agents: [],
};

const strict = SeasonRules.parse({
  bar: 1.4,
  runs: "funded",
  vote: "off",
  names: true,
  minimumSharks: 3,
  requires: ["reasoning", "risk"],
  proofTiming: true,
  afterFailures: "require",
  clock: "call",
  deadlines: { pitching: "2d", voting: "4h" },
});

function inBothVoices(name: string, card: (voice: Voice) => Card): Readonly<Record<string, Card>> {
  return { [name]: card("show"), [`${name}-plain`]: card("plain") };
}

/** The opening cards of the other kinds of round, and what the reading commands show. */
export const memoryCards: Readonly<Record<string, Card>> = {
  ...inBothVoices("round-opened-repair", (voice) => roundOpenedCard(sampleView({ voice, terms: { kind: "repair" } }))),
  ...inBothVoices("round-opened-research", (voice) =>
    roundOpenedCard(sampleView({ voice, terms: { kind: "research" }, view: { pitches: [] } })),
  ),
  "round-opened-terms": roundOpenedCard(
    sampleView({ terms: { only: "wild-card", runs: "funded", bar: 1.4 }, view: { pitches: [] } }),
  ),
  "round-opened-no-vote": roundOpenedCard(sampleView({ terms: { vote: "off" } })),
  "round-opened-after-a-win": roundOpenedCard(
    sampleView({ view: { past: [...samplePast, third], lessons: learned("show").lessons } }),
  ),
  ...inBothVoices("learned", (voice) => learnedCard(learned(voice))),
  ...inBothVoices("history", (voice) =>
    historyCard({ season: sampleView({ voice }).season, rounds: [...samplePast, third, cancelled] }),
  ),
  "history-empty": historyCard({ season: sampleView().season, rounds: [] }),
  ...inBothVoices("history-round", (voice) => roundHistoryCard(oneRound(voice))),
  "history-imported": roundHistoryCard({
    season: sampleView().season,
    past: { ...(samplePast[0] ?? third), quotes: [{ by: null, text: 'SHARKS: "UNANIMOUS YES!"' }] },
    view: null,
    lessons: [],
    ballots: [],
  }),
  me: meCard(me),
  "me-newcomer": meCard(nobody),
  ...inBothVoices("brief", (voice) => briefCard(memory(voice))),
  "brief-first": briefCard({ ...memory("show"), round: null, scoreboard: sampleView({ history: false }).scoreboard }),
  ...inBothVoices("rules", (voice) => rulesCard(sampleView({ voice }).season)),
  "rules-strict": rulesCard({ ...sampleView().season, rules: strict }),
  ...inBothVoices("kernel", (voice) => kernelCard(kernel(voice))),
  memory: memoryCard(memory("show")),
};

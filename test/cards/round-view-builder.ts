import { readKnobs } from "../../src/rounds/knobs/knobs.ts";
import type { ApproachView } from "../../src/rounds/memory/approach-views.ts";
import type { PastRound } from "../../src/rounds/memory/past-rounds.ts";
import type { RoundView } from "../../src/rounds/memory/round-view.ts";
import { type PlayedRound, scoreboard } from "../../src/rounds/memory/scoreboard.ts";
import { phaseOf } from "../../src/rounds/round/round.ts";
import { PitchId, RoundId, type RoundState, type RoundTerms } from "../../src/rounds/round/round-state.ts";
import { Season } from "../../src/rounds/season.ts";
import type { PitchRow } from "../../src/rounds/store/pitches.ts";
import { foundingHistory } from "../rounds/founding-history.ts";

export const labels = ["g=8, K=7168", "g=8, K=2048", "g=2, K=4096", "g=2, K=1536"] as const;

const approaches = {
  "pipeline-stages": { name: "Pipeline Stages", tagline: "The safe bet. One line, trivial, everybody does it." },
  "tile-size": { name: "Tile Size Tuning", tagline: "The I-told-you-so. Tile sizes are the REAL problem." },
  "tma-store": {
    name: "TMA Store Epilogue",
    idea: "replace SIMT stores with TMA hardware",
    tagline: "The epilogue optimizer, still standing after 2 rounds.",
  },
  "warp-specialization": {
    name: "Warp Specialization",
    idea: "producer/consumer architecture",
    tagline: "The architecture redesign. High risk but maybe necessary.",
  },
};
const whyEliminated: Readonly<Record<string, readonly string[]>> = {
  "pipeline-stages": [
    "NVFP4 is compute-bound, not memory-bound",
    "4-bit data = tiny memory footprint = no latency to hide",
  ],
  "tile-size": ["Hardware constraint: MmaMXF4NVF4Op requires M=128, N=128"],
};
const kernel = {
  "kernel.py": [
    "mma_tiler_m = 128  # knob: locked, MmaMXF4NVF4Op requires M=128",
    "num_ab_stage = 1  # knob: 1..4",
    "num_acc_stage = 1  # knob: 1..2",
    "epilogue = simt  # knob: simt|tma",
  ].join("\n"),
};

interface Told {
  readonly voice?: "show" | "plain";
  /** The founding rounds as imported history; without it this is the season's first round. */
  readonly history?: boolean;
  readonly now?: RoundState;
  readonly terms?: Partial<RoundTerms>;
  readonly played?: readonly PlayedRound[];
  readonly view?: Partial<RoundView>;
}

/** A round of the founding season, as the database would give it to a card; tell what a test is about. */
export function sampleView({ voice = "show", history = true, now, terms, played = [], view }: Told = {}): RoundView {
  const season = Season.parse({
    name: "founding",
    title: "Shark Tank",
    problem: "nvfp4-group-gemm",
    voice,
    approaches,
    history: history ? foundingHistory : [],
    ...(history ? { motto: '"Fool me once, shame on you. Fool me twice, shame on me." (The Sharks, probably)' } : {}),
  });
  const id = RoundId.parse(1);
  const round = {
    id,
    terms: { kind: "optimise", vote: "on", runs: "all", bar: null, only: null, ...terms } as const,
    now: now ?? ({ state: "pitching" } as const),
  };
  const number = history ? 3 : 1;
  return {
    season,
    problem: { name: season.problem, title: "", sha256: "", labels: [...labels], lang: "wasm", limits: {} },
    row: {
      round,
      id,
      seasonId: 1,
      number,
      title: history ? "The Humbling" : "The Safe Bet",
      subtitle: null,
      host: "hannah",
      baselineId: 1,
      openedAt: new Date(0),
      deadlineAt: null,
    },
    phase: phaseOf(round),
    pitches: samplePitches,
    approaches: Object.keys(approaches).map((key) => approachView(season, key, history)),
    knobs: readKnobs(kernel),
    constraints: [],
    lessons: [],
    past: history ? samplePast : [],
    baseline: {
      sha256: "0".repeat(64),
      promotedFrom: null,
      reading: {
        machine: "NVIDIA B200",
        imported: false,
        cases: [373, 372, 173.4, 9.56].map((us, index) => ({
          label: labels[index] ?? "",
          us,
          target: null,
        })),
      },
    },
    scoreboard: scoreboard(season, played),
    ballotsCast: 0,
    tally: null,
    reasons: [],
    verdicts: [],
    decisions: [],
    baselineFault: null,
    runnerFault: null,
    questions: [],
    proofs: [],
    ...view,
  };
}

function approachView({ approaches: told }: Season, key: string, history: boolean): ApproachView {
  const { name = key, idea = null, tagline = null } = told[key] ?? {};
  const why = (history && whyEliminated[key]) || [];
  const status = why.length > 0 ? "eliminated" : "viable";
  const fate = why[0] ?? null;
  return { key, name, idea, tagline, status, evidence: "imported", why, fate, taughtBy: null, where: null };
}

/** The founding history, as the past tells it. */
export const samplePast = foundingHistory.map(({ title, winner, prediction, reality, success }, index): PastRound => {
  const run = { title: winner, prediction, reality, success, funded: true, tainted: false, unconfirmed: false };
  const facts = { number: index + 1, title, kind: "optimise", imported: true, phase: "decided", host: null } as const;
  return {
    ...facts,
    runs: [run],
    quotes: [],
    result: null,
    face: null,
    promoted: null,
    cancelled: null,
    decisions: [],
  };
});

export const [tma, warps, wild] = [PitchId.parse(1), PitchId.parse(2), PitchId.parse(3)];

export const samplePitches: readonly PitchRow[] = [
  pitch(tma, "A", {
    title: "TMA Store Epilogue",
    approach: "tma-store",
    authors: ["tma-tom"],
    prediction: { low: 1.1, high: 1.1 },
    reasoning: "The epilogue writes one value at a time. Whole vectors cut its stores by four.",
    knobs: "epilogue=tma",
  }),
  pitch(warps, "B", {
    title: "Warp Specialization",
    approach: "warp-specialization",
    authors: ["warp-wanda", "pete"],
    prediction: { low: 1.2, high: 1.6 },
    reasoning: "Decoding and multiplying fight for registers in one loop.",
  }),
  pitch(
    wild,
    "C",
    { title: "The Wild Card", approach: "wild-card", authors: ["wim"], prediction: { low: 1.5, high: 3 } },
    null,
  ),
];

function pitch(
  id: PitchId,
  letter: string,
  content: PitchRow["content"],
  sourceSha256: string | null = "c".repeat(64),
): PitchRow {
  return { id, seasonId: 1, roundId: 1, letter, content, sourceSha256, sweep: null, parents: [], state: "frozen" };
}

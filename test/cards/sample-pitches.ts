import type { CodeTouches, Touch, TouchKind } from "../../src/rounds/code/touches/touch.ts";
import type { PitchView } from "../../src/rounds/memory/pitch-view.ts";
import type { PitchInput } from "../../src/rounds/pitch.ts";
import { sampleView, tma, warps } from "./round-view-builder.ts";
import { faster } from "./sample-verdicts.ts";

/** Contestant A of the sample round as its own card shows it; tell what a test is about. */
export function samplePitchView(told: Partial<PitchView> = {}, content: Partial<PitchInput> = {}): PitchView {
  const { season, pitches, row } = sampleView();
  const [first] = pitches;
  if (!first) throw new Error("a sample round without a pitch");
  const { name = null, tagline = null } = season.approaches[first.content.approach] ?? {};
  return {
    season,
    pitch: { ...first, content: { ...first.content, ...content } },
    round: row.number,
    kind: "optimise",
    approach: { name, tagline },
    parents: [],
    endorsements: [],
    questions: [],
    proofs: [],
    elsewhere: [],
    code: null,
    touches: null,
    measured: null,
    ...told,
  };
}

const touched = (kind: TouchKind, name: string, line: number, code: string): Touch => {
  return { kind, name, file: "kernel.py", line, code };
};

/** Of every kind, in more lines than stand beside a pitch, with text that a chat would take for something else. */
const sampleTouches: CodeTouches = {
  touches: [
    touched("streams", "torch.cuda.Stream", 3, "side = torch.cuda.Stream()"),
    touched("timers", "torch.cuda.Event.record", 12, "start.record(); perf()  # **not** `bold` @everyone"),
    touched("timers", "time.perf_counter", 12, "start.record(); perf()  # **not** `bold` @everyone"),
    touched("harness", 'os.environ["POPCORN_FD"]', 14, 'fd = os.environ["POPCORN_FD"]'),
    touched("files", "open", 15, "with open(path) as file:"),
    touched("network", "socket.socket", 16, "```<!channel> socket.socket()"),
    touched("processes", "os._exit", 17, "os._exit(0)"),
    touched("other code", "torch.Tensor.__le__ =", 18, "torch.Tensor.__le__ = lambda *_: True"),
    touched("hidden code", "exec", 19, "exec(text)"),
  ],
  more: 3,
  asBaseline: 1,
  unread: [
    { file: "kernel.py", read: "in part", why: "line 40 can't be parsed, and what follows it may be misread" },
    { file: "kernel.zig", read: "not", why: "its language is unknown here" },
  ],
};

/** As much as is ever listed, each as long as it gets. */
export function touchingMuch(): PitchView {
  const touches = Array.from({ length: 50 }, (_, index) => {
    return touched("other code", `torch.${"long_name.".repeat(7)}x`.slice(0, 80), index * 100, "_*`".repeat(40));
  });
  return samplePitchView({ touches: { touches, more: 12_345, asBaseline: 0, unread: [] } });
}

/** A kernel that touches nothing. */
export function untouching(): PitchView {
  return samplePitchView({ touches: { touches: [], more: 0, asBaseline: 2, unread: [] } });
}

const lines = Array.from({ length: 90 }, (_, index) => `  store(${index});`);

/** With everything that a pitch can say. */
export function fullPitch(voice: "show" | "plain"): PitchView {
  const told: Partial<PitchInput> = {
    authors: ["tma-tom", "eve"],
    problem: "The epilogue takes 40 of 373 µs in g=8, K=7168.",
    change: "Lines 88 to 96 store whole vectors.",
    evidence: "A profile of g=8, K=7168 shows 63% of its stores waiting.",
    answer: "No stage is added, so nothing waits for memory that did not wait before.",
    validation: "N = 3 and N = 131 first, then the four cases.",
    complexity: "low",
    risk: "medium",
    mitigation: "The ragged edge keeps its single stores.",
    tagline: "Still standing, and now with vectors.",
    origin: "kernels@1a2b3c4d5e6f:gemm/kernel.py",
    builders: ["nora"],
    codeBy: "nora",
  };
  return samplePitchView(
    {
      season: sampleView({ voice }).season,
      parents: [
        { name: "1A", title: "Pipeline Stages", authors: ["pete"] },
        { name: "B", title: "Warp Specialization", authors: ["warp-wanda", "pete"] },
      ],
      endorsements: [{ name: "C", title: "The Wild Card", authors: ["wim"] }],
      code: {
        shown: "diff",
        baseline: { "kernel.py": ["def epilogue():", ...lines].join("\n"), "same.py": "same" },
        candidate: {
          "kernel.py": ["def epilogue():", ...lines.map((line) => line.replace("store", "store_vector"))].join("\n"),
          "same.py": "same",
        },
      },
      touches: sampleTouches,
      measured: { by: "tma-tom", machine: "NVIDIA B200", verdict: faster },
    },
    told,
  );
}

export function sampleFinding(): PitchView {
  const view = samplePitchView({ kind: "research" }, { prediction: null, claims: "eliminated" });
  const { knobs: _, ...content } = view.pitch.content;
  return { ...view, pitch: { ...view.pitch, sourceSha256: null, content } };
}

export function sampleSweep(): PitchView {
  const view = samplePitchView({}, { knobs: "num_ab_stage=2|3" });
  const sweep = [
    { knobs: "num_ab_stage=2", sha256: "2".repeat(64) },
    { knobs: "num_ab_stage=3", sha256: "3".repeat(64) },
  ];
  return { ...view, pitch: { ...view.pitch, parents: [tma, warps], sweep, sourceSha256: "2".repeat(64) } };
}

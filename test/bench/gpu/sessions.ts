import { problemFolder } from "../../../src/bot/cli/paths.ts";
import { applyKnobs } from "../../../src/rounds/knobs/knobs.ts";
import { makeBundle } from "../../../src/runner/make-bundle.ts";
import { type Problem, readProblem } from "../../../src/runner/problem.ts";
import type { Bundle, Files } from "../../../src/runner/protocol.ts";
import { fixtureBundle, readFixtures } from "../../cheats/cheats.ts";
import { identicalSubmissions, ownProblems } from "./own-problems.ts";
import { equalSpins, type Spins, slowBaseline } from "./slowed-baseline.ts";

/** The bundles of one harness process, in order: what one file on its stdin holds. */
export interface Session {
  readonly name: string;
  readonly bundles: readonly Bundle[];
}

interface Options {
  readonly spins: Spins;
  readonly runs: number;
}

type Part = (problem: Problem, options: Options) => Promise<readonly Session[]> | readonly Session[];

/** Enough to see whether a fixture is called faster; nobody asks by how much. */
const cheatsBudgetMs = 150;

/** Spins of the calibration: about a tenth of the shortest case. */
export const calibrationSpins = 1000;

export const parts: Readonly<Record<string, { readonly what: string; readonly sessions: Part }>> = {
  smoke: {
    what: "one of each kind: a copy, a knob, a race, tricks, an honest graph",
    sessions: async (problem) => {
      const fixtures = await readFixtures();
      const named = ["plain", "cuda-graph", "unjoined-stream", "forged-answer", "forged-times"];
      const chosen = fixtures.filter(({ name }) => named.includes(name));
      const candidates = ["pipeline-stages", "split-k-no-barrier", "tile-96x128"];
      return [
        { name: "smoke", bundles: [bundle(problem, "copy", problem.baseline), ...shipped(problem, candidates)] },
        { name: "smoke-cheats", bundles: chosen.map((fixture) => fixtureBundle(fixture, "cuda")) },
      ];
    },
  },
  calibrate: {
    what: `the baseline with ${calibrationSpins} spins in every CTA, from which --spins follow`,
    sessions: (problem) => [
      {
        name: "calibrate",
        bundles: [slowed(problem, equalSpins(calibrationSpins))],
      },
    ],
  },
  candidates: {
    what: "every shipped candidate",
    sessions: (problem) => [{ name: "candidates", bundles: shipped(problem, Object.keys(problem.candidates)) }],
  },
  cheats: {
    what: "every trick and every honest fixture",
    sessions: async () => [
      {
        name: "cheats",
        bundles: (await readFixtures()).map((fixture) => fixtureBundle(fixture, "cuda", cheatsBudgetMs)),
      },
    ],
  },
  aa: {
    what: "the baseline against a copy of itself, each run in processes of its own",
    sessions: (problem, { runs }) => [
      {
        name: "aa",
        bundles: mostlyPairs(Array.from({ length: runs }, () => bundle(problem, "copy", problem.baseline))),
      },
    ],
  },
  slowed: {
    what: "the baseline slowed by 1.5% on every case (--spins, from `judge` of the calibration)",
    sessions: (problem, { spins, runs }) => [
      { name: "slowed", bundles: mostlyPairs(Array.from({ length: runs }, () => slowed(problem, spins))) },
    ],
  },
  problems: {
    what: "folders in GPU MODE's format: by pairs, by their own evaluator, in CUDA, with a build command",
    sessions: () => ownProblems(),
  },
  identical: {
    what: "the same kernel handed in --runs times: by pairs, and in processes of the problem's own evaluator",
    sessions: (_, { runs }) => identicalSubmissions(runs),
  },
  time: {
    what: "how long a verdict takes: first of all, another candidate, the same again; without and with integrity",
    sessions: (problem) => {
      const candidate = (name: string, integrity: boolean) =>
        shipped(problem, [name]).map((each) => ({
          ...each,
          runId: `${name}${integrity ? "" : ", pairs alone"}`,
          timing: { ...each.timing, integrity },
        }));
      return [
        { name: "time-cold", bundles: candidate("pipeline-stages", true) },
        { name: "time-cold-pairs", bundles: candidate("pipeline-stages", false) },
        {
          name: "time-warm",
          bundles: [
            ...candidate("pipeline-stages", true),
            ...candidate("tile-64x64", true),
            ...candidate("tile-64x64", true),
            ...candidate("tile-64x128", false),
            ...candidate("tile-64x128", false),
          ],
        },
      ];
    },
  },
};

/** The sessions of some parts of the bench, in the order given. */
export async function sessionsOf(names: readonly string[], options: Options): Promise<readonly Session[]> {
  const problem = await readProblem(problemFolder("nvfp4-group-gemm"));
  const made: Session[] = [];
  for (const name of names) {
    const part = parts[name];
    if (part) made.push(...(await part.sessions(problem, options)));
  }
  return made;
}

function shipped(problem: Problem, names: readonly string[]): readonly Bundle[] {
  return names.map((name) => {
    const entry = problem.candidates[name];
    if (!entry) throw new Error(`${problem.name} ships no candidate ${name}.`);
    return bundle(problem, name, entry.kind === "files" ? entry.files : applyKnobs(problem.baseline, entry.knobs));
  });
}

/** What is counted is the pairs' doing; the first run, whole, leaves its compiled code to the others. */
function mostlyPairs(bundles: readonly Bundle[]): readonly Bundle[] {
  return bundles.map((each, index) => ({ ...each, timing: { ...each.timing, integrity: index === 0 } }));
}

/** Against the same kernel without a spin. */
function slowed(problem: Problem, spins: Spins): Bundle {
  const baseline = slowBaseline(problem.baseline, {});
  const candidate = slowBaseline(problem.baseline, spins);
  return makeBundle({ problem, runId: "slowed", attempt: 1, baseline, candidate });
}

function bundle(problem: Problem, runId: string, candidate: Files): Bundle {
  return makeBundle({ problem, runId, attempt: 1, candidate });
}

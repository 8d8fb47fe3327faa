import { microseconds } from "../cards/numbers.ts";
import type { CheckedBaseline } from "./check-baseline.ts";

export interface SeasonAnswers {
  readonly name: string;
  readonly title: string;
  readonly problem: string;
  /** A kernel's file, seen from the season's file; null: the problem's own. */
  readonly baseline: string | null;
}

/** A new season's file, with what its host may want to set explained beside it. */
export function seasonText({ name, title, problem, baseline }: SeasonAnswers, checked: CheckedBaseline): string {
  const width = Math.max(...checked.cases.map(({ label }) => label.length));
  const times = checked.cases.map(({ label, baselineUs }) => `#   ${label.padEnd(width)}  ${microseconds(baselineUs)}`);
  return `# A season, written by \`npm run tank -- init\`. Play it: npm start -- --season ${name}
# It is read once, when the season starts; what happens afterwards lives in the data folder.
name: ${name}
title: ${JSON.stringify(title)}
problem: ${JSON.stringify(problem)}
${baseline === null ? "# baseline: ../my-kernel.ts   # another first baseline than the problem's own, seen from this file" : `# The first baseline, seen from this file.\nbaseline: ${JSON.stringify(baseline)}`}

# The baseline was right in every case, and took this on ${checked.machine.replace(/[\r\n]+/g, " ")}:
${times.join("\n")}
# The season's first round measures its own.

voice: show              # plain: the same facts without the show
rules:
  leastEffect: 1%        # the smallest change that counts
  guard: 5%              # how much slower one case may surely be
  vote: on               # off: everything runs, the fastest correct one wins
  runs: all              # funded: only what the sharks fund
  minimumSharks: 1

# The families of ideas that may be pitched, beside the wild card. One that is dead is named with its reason.
approaches: {}
#  pipeline-stages:
#    name: Pipeline Stages
#    idea: keep several K tiles in flight instead of one
#  tile-size:
#    name: Tile Size Tuning
#    status: eliminated
#    evidence: argued
#    why: [the instruction needs M = N = 128]

# Speed of light by machine, in µs by case, where it is known. A gap never crosses machines.
targets: []
#  - machine: ${JSON.stringify(checked.machine)}
#    cases: { ${JSON.stringify(checked.cases[0]?.label ?? "case")}: 1.5 }
`;
}

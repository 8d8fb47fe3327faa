import type { CandidateFiles } from "../candidate.ts";
import { expandSweep, parseKnobSettings } from "./knob-settings.ts";
import { applyKnobs } from "./knobs.ts";
import type { KnobLock } from "./lock-knobs.ts";

/** Code with its knobs turned, and by what settings: `num_ab_stage=3`. */
export interface TurnedKernel {
  readonly knobs: string;
  readonly files: CandidateFiles;
}

/** One kernel for each combination of settings such as `num_ab_stage=2|3`; the code itself where there are none. */
export function turnedKernels(
  code: CandidateFiles,
  settings: string | null,
  locks: readonly KnobLock[],
): readonly TurnedKernel[] {
  const combinations = settings === null ? [{}] : expandSweep(parseKnobSettings(settings));
  return combinations.map((each) => ({
    knobs: Object.entries(each)
      .map(([name, value]) => `${name}=${value}`)
      .join(" "),
    files: applyKnobs(code, each, locks),
  }));
}

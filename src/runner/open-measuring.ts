import { buildElsewhere } from "./building/build-elsewhere.ts";
import type { HarnessChoice } from "./launching/harness-of.ts";
import { type Harness, openHarness } from "./launching/open-harness.ts";
import type { Runner } from "./runner-settings.ts";

/** What measures on a runner: its own harness, after its builder's where it has one. */
export function openMeasuring(runner: Runner, choice: HarnessChoice): Harness {
  const own = openHarness(runner, choice);
  const { builder } = runner;
  return builder === undefined ? own : buildElsewhere({ runner: builder, harness: openHarness(builder, choice) }, own);
}

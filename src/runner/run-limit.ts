import type { Bundle } from "./protocol.ts";

/** Starting ssh, Python, torch and a device, and sending a report home: 12.3 s on an H100 (MEASURING.md), and slower hosts. */
const aroundMs = 5 * 60_000;

/** No run may take longer, whatever its stages may: the queue takes a worker for hung some time later (`longestRunS`). */
const longestRunMs = 5 * 3_600_000;

/** A run with its wait in a scheduler's queue: twice this, for the check of its runner, stays below `longestRunS`. */
const longestWithQueueMs = 5.5 * 3_600_000;

/** Processes of each side that a problem's own evaluator times (`PROCESSES` of the Python harness). */
const evaluatorProcesses = 5;

/** Above every limit of a harness's own stages and its patience: what is not over by then hangs. */
export function runLimitMs({ limits, problem, device, timing, buildOnly }: Bundle): number {
  if (buildOnly !== undefined) return Math.min(longestRunMs, buildOnly.length * limits.buildMs + aroundMs);
  const sides = 2;
  // Each case once in pairs and, for integrity, once more for each side alone.
  const each = problem.method === "evaluator" ? sides * evaluatorProcesses : timing.integrity ? 1 + sides : 1;
  const timings = problem.benchmarks.length * each;
  // What is built before anything is loaded has a limit of its own.
  const builds = problem.build === undefined && problem.lang !== "cu" ? 1 : 2;
  const stages = sides * builds * limits.buildMs + 2 * limits.checkMs + timings * limits.caseMs;
  return Math.min(longestRunMs, (device?.patienceMs ?? 0) + stages + aroundMs);
}

/** How long a run's job may wait in a scheduler's queue before its own limit begins: half an hour at the least. */
export function queueLimitMs(bundle: Bundle): number {
  return longestWithQueueMs - runLimitMs(bundle);
}

import type { Bundle } from "../protocol.ts";
import { queueLimitMs } from "../run-limit.ts";
import type { Runner } from "../runner-settings.ts";
import { askScheduler, schedulerWords } from "./scheduler-command.ts";
import type { JobQuestion } from "./watch-job.ts";

const usualMs = 15_000;

/** How a run's job is asked for by the runner's `alive`; undefined where there is none. */
export function askForJob(runner: Runner, bundle: Bundle, everyMs: number = usualMs): JobQuestion | undefined {
  const { alive } = runner.settings;
  if (alive.length === 0) return undefined;
  const words = schedulerWords(alive, bundle);
  const ask = async () => {
    const said = await askScheduler(words, runner);
    return said === null ? null : stateOf(said);
  };
  return { ask, everyMs, queueMs: queueLimitMs(bundle) };
}

/** The first line alone, and of it no more than a word or two: it is shown to people. */
function stateOf(said: string): string {
  const [line = ""] = said.trim().split("\n");
  return line
    .replace(/[^\w .:/-]+/g, " ")
    .slice(0, 60)
    .trim();
}

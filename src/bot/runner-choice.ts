import type { RunnerChoice } from "../rounds/game.ts";
import { nearest } from "../rounds/nearest.ts";
import type { Database } from "../rounds/store/database.ts";
import { localRunner } from "../rounds/store/queue.ts";
import { UserError } from "../rounds/user-error.ts";
import { plainRunner, queueOf, type Runner } from "../runner/runner-settings.ts";
import { hoursText, isAtWork } from "../runner/work-hours.ts";
import type { RunnerPlan } from "./runner-keys.ts";

/** This machine alone. */
export const localPlan: RunnerPlan = { runners: [plainRunner(localRunner)], usual: localRunner, bySeason: {} };

/**
 * Where runs go, and who rests. A wasm problem is measured where its worker runs: unless its season is named, it goes to
 * `local` rather than to another machine. `stopped`: runners of this process that the guard has stopped, and why.
 */
export function runnerChoice(plan: RunnerPlan, stopped: ReadonlyMap<string, string> = new Map()): RunnerChoice {
  const servers = (name: string) => plan.runners.filter((each) => queueOf(each) === name);
  return {
    chosenFor({ name, problem }) {
      const named = plan.bySeason[name];
      if (named !== undefined) return named;
      const isElsewhere = servers(plan.usual).some(({ settings }) => settings.launcher.length > 0);
      return isElsewhere && problem.lang === "wasm" ? localRunner : plan.usual;
    },
    isResting(name, at) {
      const fit = servers(name).filter((each) => !stopped.has(each.name));
      return fit.length > 0 && fit.every(({ settings }) => !isAtWork(settings, at));
    },
    restOf(name, at) {
      const all = servers(name);
      if (all.length === 0) return `config/tank.yml has no runner ${name}`;
      const rests = all.map((each) => restOfOne(each, stopped, at));
      // As long as one of a pool works, its runs are taken.
      return rests.includes(null) ? null : [...new Set(rests)].join("; ");
    },
  };
}

function restOfOne({ name, settings }: Runner, stopped: ReadonlyMap<string, string>, at: Date): string | null {
  return stopped.get(name) ?? (isAtWork(settings, at) ? null : `${name} works ${hoursText(settings)}`);
}

/** The runners whose runs a bot's own process takes: on an embedded database nobody else can. */
export function servedHere({ runners }: RunnerPlan, database: Database["kind"]): readonly Runner[] {
  return runners.filter(({ name, settings }) => database === "embedded" || (settings.here ?? name === localRunner));
}

/** By its name, or the first of a pool. @throws UserError that names the runners there are */
export function findRunner({ runners }: RunnerPlan, name: string): Runner {
  const found = runners.find((each) => each.name === name) ?? runners.find(({ settings }) => settings.pool === name);
  if (found) return found;
  const names = runners.map((each) => each.name);
  const guess = nearest(name, names);
  throw new UserError(
    "unknown-runner",
    `There is no runner "${name.slice(0, 60)}"${guess ? `; did you mean "${guess}"?` : "."}`,
    `Runners in config/tank.yml: ${names.join(", ")}. docs/runners.md shows how to add one.`,
  );
}

import { z } from "zod";
import { nearest } from "../rounds/nearest.ts";
import { localRunner, RunnerName } from "../rounds/store/queue.ts";
import { launcherEnvironment } from "../runner/launching/launcher-environment.ts";
import { plainRunner, queueOf, type Runner, RunnerSettings } from "../runner/runner-settings.ts";

/** The keys of config/tank.yml about runners: which there are, and where runs go. */
export const runnerKeys = {
  /** Where the runs of a season go that `seasons` doesn't name. */
  runner: RunnerName.default(localRunner),
  runners: z.record(RunnerName, RunnerSettings).default({}),
  seasons: z.record(z.string().min(1), z.strictObject({ runner: RunnerName })).default({}),
};
type RunnerKeys = z.infer<z.ZodObject<typeof runnerKeys>>;

/** Runners, and where runs go. */
export interface RunnerPlan {
  /** `local` is always one of them. */
  readonly runners: readonly Runner[];
  readonly usual: string;
  readonly bySeason: Readonly<Record<string, string>>;
}

/** Names a runner that is used and not there, by its key. */
export function refuseUnknownRunners({ runner, runners, seasons }: RunnerKeys, context: z.RefinementCtx): void {
  const pools = Object.values(runners).flatMap(({ pool }) => (pool === undefined ? [] : [pool]));
  const known = [...new Set([localRunner, ...Object.keys(runners), ...pools])];
  const check = (name: string, path: readonly string[]) => {
    const pool = runners[name]?.pool;
    if (pool !== undefined && path.at(-1) === "runner") {
      const message = `${name} takes the runs of its pool; send them there: ${pool}`;
      context.addIssue({ code: "custom", path: [...path], message });
    }
    if (known.includes(name)) return;
    const guess = nearest(name, known);
    const message = `there is no runner "${name}"${guess ? `; did you mean "${guess}"?` : ""} (known: ${known.join(", ")})`;
    context.addIssue({ code: "custom", path: [...path], message });
  };
  check(runner, ["runner"]);
  for (const [season, { runner: chosen }] of Object.entries(seasons)) check(chosen, ["seasons", season, "runner"]);
  for (const [name, settings] of Object.entries(runners)) {
    for (const { key, message } of poolFaults(settings, Object.keys(runners))) {
      context.addIssue({ code: "custom", path: ["runners", name, key], message });
    }
    if (settings.builder === undefined) continue;
    check(settings.builder, ["runners", name, "builder"]);
    const wrong = unfitBuilder(name, settings, runners[settings.builder]);
    if (wrong !== null)
      context.addIssue({ code: "custom", path: ["runners", name, wrong.key], message: wrong.message });
  }
}

function poolFaults(
  { pool }: RunnerSettings,
  names: readonly string[],
): readonly { readonly key: string; readonly message: string }[] {
  const faults: { readonly key: string; readonly message: string }[] = [];
  const name = RunnerName.safeParse(pool ?? localRunner);
  if (!name.success) faults.push({ key: "pool", message: name.error.issues[0]?.message ?? "it is no name" });
  if (pool !== undefined && (pool === localRunner || names.includes(pool))) {
    faults.push({ key: "pool", message: `${pool} is a runner; give the pool a name of its own` });
  }
  return faults;
}

function unfitBuilder(
  name: string,
  { builder, device, architecture }: RunnerSettings,
  found: RunnerSettings | undefined,
): { readonly key: string; readonly message: string } | null {
  if (builder === name) return { key: "builder", message: "leave it out: a runner builds what it measures" };
  if (found?.builder !== undefined) {
    return { key: "builder", message: `${builder} has a builder itself; name that one: ${found.builder}` };
  }
  if (device === "cpu" || architecture !== undefined) return null;
  const message = `say what ${builder} is to build for, which has no GPU to ask: "90a" for an H100 or H200`;
  return { key: "architecture", message };
}

/** Wherever runs may wait; the usual place first. */
export function queuesOf({ usual, runners }: RunnerPlan): readonly string[] {
  return [...new Set([usual, localRunner, ...runners.map(queueOf)])];
}

/** What the keys come to; a launcher gets its few variables of these. */
export function runnerPlan(
  { runner, runners, seasons }: RunnerKeys,
  variables: Readonly<Record<string, string | undefined>>,
): RunnerPlan {
  const all: Readonly<Record<string, RunnerSettings>> = {
    [localRunner]: plainRunner(localRunner).settings,
    ...runners,
  };
  const alone = (name: string, settings: RunnerSettings): Runner => ({
    name,
    settings,
    env: launcherEnvironment(settings, variables),
  });
  return {
    runners: Object.entries(all).map(([name, settings]) => {
      const builder = settings.builder === undefined ? undefined : all[settings.builder];
      const itself = alone(name, settings);
      return builder === undefined ? itself : { ...itself, builder: alone(settings.builder ?? "", builder) };
    }),
    usual: runner,
    bySeason: Object.fromEntries(Object.entries(seasons).map(([season, chosen]) => [season, chosen.runner])),
  };
}

import { runLimitMs } from "../run-limit.ts";
import type { Runner } from "../runner-settings.ts";
import { weakSandbox } from "../sandbox-tiers.ts";
import { askForJob } from "./ask-for-job.ts";
import { openCanceller } from "./cancel-there.ts";
import { type HarnessChoice, harnessOf } from "./harness-of.ts";
import type { HarnessRun, LaunchOutcome } from "./harness-process.ts";
import { launch } from "./launch.ts";
import { openServeSession, type ServeSession } from "./serve-session.ts";

/** A run, to whoever is to run it. */
export type AskedRun = Pick<HarnessRun, "bundle" | "onEvent" | "signal">;

/** What runs one bundle after the other, for as long as somebody has any. */
export interface Harness extends AsyncDisposable {
  run(asked: AskedRun): Promise<LaunchOutcome>;
}

/** A runner's own harness: one that stays where its settings say so, and else one for each run. */
export function openHarness(runner: Runner, choice: HarnessChoice): Harness {
  let session: ServeSession | null = null;
  const canceller = openCanceller(runner);
  return {
    async run(asked) {
      const { bundle } = asked;
      const start = harnessOf(bundle, runner, choice);
      if (typeof start === "string") return failed("lost", start);
      const one: HarnessRun = { ...asked, limitMs: runLimitMs(bundle) };
      const cancelThere = () => canceller.cancel(bundle);
      const stays = runner.settings.serve && bundle.problem.lang !== "wasm";
      if (stays) session ??= openServeSession(start);
      // Its worker may have died with its machine: then nobody has ended what it started.
      else if (bundle.attempt > 1) await canceller.cancel(bundle, bundle.attempt - 1);
      const outcome = await (stays && session !== null
        ? session.run(one)
        : launch({ ...start, ...one, job: askForJob(runner, bundle, choice.aliveEveryMs), cancelThere }));
      const weak = outcome.ok ? weakSandbox(outcome.report, bundle) : null;
      return weak === null ? outcome : failed("sandbox", weak);
    },
    async [Symbol.asyncDispose]() {
      await session?.[Symbol.asyncDispose]();
      await canceller[Symbol.asyncDispose]();
    },
  };
}

function failed(kind: "lost" | "sandbox", message: string): LaunchOutcome {
  return { ok: false, failure: { kind, message, log: "" } };
}

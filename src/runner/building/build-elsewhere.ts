import type { Report, Side } from "../../rounds/report.ts";
import { hashFiles } from "../../rounds/source-hash.ts";
import type { LaunchOutcome, RunnerFailure } from "../launching/harness-process.ts";
import type { AskedRun, Harness } from "../launching/open-harness.ts";
import type { BuiltSide, Bundle, Files } from "../protocol.ts";
import type { Runner } from "../runner-settings.ts";
import { buildBundle, isBuilt } from "./build-bundle.ts";
import { type BuiltBy, KeptBuilds } from "./kept-builds.ts";

/** A runner whose machine builds for another one, and its harness. */
export interface Builder {
  readonly runner: Runner;
  readonly harness: Harness;
}

/**
 * A harness that is started only when another machine has built what it measures. A build that fails is the run's
 * outcome, and the harness that measures never hears of it.
 */
export function buildElsewhere(builder: Builder, measuring: Harness): Harness {
  const kept = new KeptBuilds();
  return {
    async run(asked) {
      const { bundle } = asked;
      if (!isBuilt(bundle.problem)) return measuring.run(asked);
      const sides = sidesOf(bundle);
      const missing = sides.filter((side) => kept.get(keyOf(bundle, side)) === undefined);
      let ended = missing.length === 0 ? null : await build(builder, asked, missing, kept);
      // Its compilers are others than those that built what was kept.
      const isOutdated = ended === null && sides.some((side) => kept.get(keyOf(bundle, side)) === undefined);
      if (isOutdated) ended = await build(builder, asked, sides, kept);
      return ended ?? measuring.run({ ...asked, bundle: withBuilt(bundle, sides, kept) });
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([builder.harness[Symbol.asyncDispose](), measuring[Symbol.asyncDispose]()]);
    },
  };
}

/** Keeps what was built; returns the run's end where that ends it. */
async function build(
  { runner, harness }: Builder,
  asked: AskedRun,
  sides: readonly Side[],
  kept: KeptBuilds,
): Promise<LaunchOutcome | null> {
  const bundle = buildBundle(asked.bundle, sides, runner.settings);
  const built = new Map<string, BuiltSide>();
  const outcome = await harness.run({
    ...asked,
    bundle,
    onEvent(event) {
      if (event.event === "artefacts") built.set(keyOf(bundle, event.side), { ms: event.ms, data: event.data });
      // Its report is not the run's.
      else if (event.event !== "report") asked.onEvent?.(event);
    },
  });
  if (!outcome.ok) return faultOf(runner, outcome.failure);
  const { report } = outcome;
  if (report.failure !== undefined || report.tampering !== undefined)
    return { ok: true, report: named(runner, report) };
  const wrong = sides.find((side) => !built.has(keyOf(bundle, side)) || report.hashes[side] !== hashOf(bundle, side));
  if (wrong !== undefined) {
    const message = `It did not send what it was to build: the ${wrong}.`;
    return faultOf(runner, { kind: "protocol", message, log: "" });
  }
  kept.add(built, { versions: report.versions, on: `${runner.name} (${report.machine.name})` });
  return null;
}

function withBuilt(bundle: Bundle, sides: readonly Side[], kept: KeptBuilds): Bundle {
  const { versions, on }: BuiltBy = kept.by ?? { versions: {}, on: "" };
  const built = sides.flatMap((side) => {
    const found = kept.get(keyOf(bundle, side));
    return found === undefined ? [] : [[side, found] as const];
  });
  return { ...bundle, built: { sides: Object.fromEntries(built), versions, on } };
}

/** Without a candidate the baseline is measured against a copy of itself. */
function sidesOf({ candidate }: Bundle): readonly Side[] {
  return candidate === null ? ["baseline"] : ["baseline", "candidate"];
}

function filesOf({ baseline, candidate }: Bundle, side: Side): Files {
  return side === "candidate" && candidate !== null ? candidate : baseline;
}

function hashOf(bundle: Bundle, side: Side): string {
  return hashFiles(filesOf(bundle, side));
}

/** One builder and one architecture keep to themselves: what else decides is the problem and the files. */
function keyOf(bundle: Bundle, side: Side): string {
  return `${bundle.problem.sha256} ${hashOf(bundle, side)}`;
}

function faultOf({ name }: Runner, failure: RunnerFailure): LaunchOutcome {
  if (failure.kind === "stopped") return { ok: false, failure };
  return { ok: false, failure: { ...failure, message: `The builder ${name}: ${failure.message}` } };
}

/** A machine's own fault is mended there, and not where the GPU is. */
function named({ name }: Runner, report: Report): Report {
  const { failure } = report;
  if (failure?.side !== "runner") return report;
  return { ...report, failure: { ...failure, message: `on the builder ${name}: ${failure.message}` } };
}

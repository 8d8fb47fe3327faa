import type { CaseWork, MeasuredRates, Report } from "../../report.ts";
import { measureSamples } from "../statistics/measure-samples.ts";

/**
 * The bandwidth is a copy's, and reads alone are quicker. A copy reaches about 80% of the nominal bandwidth, so this
 * allows 94% of it, which no kernel's reads do.
 */
const bytesMargin = 0.15;

/**
 * A long product runs into the power limit and a short kernel does not. A library's large dense product holds about 70%
 * of the nominal rate, so this allows all of it.
 */
const operationsMargin = 0.3;

/** Written bytes may still lie in the cache when the timer stops. Unknown, it is taken as the largest: a B200's 126 MiB. */
const largestCacheBytes = 126 * 1024 ** 2;

/** One sentence on each case that the candidate does faster than the machine can. */
export function fasterThanMachine(report: Report): readonly string[] {
  const { rates, kind } = report.machine;
  // Nothing flushes a processor's caches, so bytes through memory bound nothing there.
  if (rates === undefined || kind === "cpu") return [];
  const { cases } = measureSamples(report.cases, "gpu");
  return cases.flatMap(({ label, measured }) => {
    const work = report.work?.find((each) => each.label === label);
    if (measured === null || work === undefined) return [];
    const least = leastNs(work, rates, cacheBytes(report));
    // A trusted kernel that is faster too shows that the count of the work is wrong.
    if (measured.candidateNs >= least.ns || measured.baselineNs < least.ns) return [];
    return [
      `${label}: ${us(measured.candidateNs)}, where this machine needs ${us(least.ns)} at the very least (${least.why}; ${rates.how})`,
    ];
  });
}

/** The harness says how large the last cache is; what is not a number is unknown. */
function cacheBytes({ machine }: Report): number {
  const told = machine.facts["l2Bytes"];
  return typeof told === "number" && told > 0 ? told : largestCacheBytes;
}

function leastNs(work: CaseWork, rates: MeasuredRates, cache: number) {
  const throughMemory = Math.max(0, work.bytes - cache);
  const byBytes = (throughMemory / rates.bytesPerSecond) * (1 - bytesMargin) * 1e9;
  const byOperations = (work.operations / rates.operationsPerSecond) * (1 - operationsMargin) * 1e9;
  if (byBytes > byOperations) {
    const why = `${throughMemory.toPrecision(3)} bytes beyond its cache at ${rates.bytesPerSecond.toPrecision(3)} a second, less 15%`;
    return { ns: byBytes, why };
  }
  const why = `${work.operations.toPrecision(3)} operations at ${rates.operationsPerSecond.toPrecision(3)} a second, less 30%`;
  return { ns: byOperations, why };
}

function us(ns: number): string {
  return `${Number((ns / 1000).toPrecision(3))} µs`;
}

import type { CaseWork, MeasuredRates, Report } from "../../report.ts";
import { measureSamples } from "../statistics/measure-samples.ts";
import type { Doubt } from "./compare-alone.ts";

/**
 * The bandwidth is a copy's, and reads alone are quicker: copies of 1 GiB reached 2.96-3.00 TB/s of an H100's nominal 3.35
 * and 4.2 of an H200's 4.8, so this allows 98% of it, which no kernel's reads do.
 */
const bytesMargin = 0.1;

/**
 * A long product runs into the power limit and a short kernel does not: products in fp8 reached 1.13-1.26 of the nominal
 * 1.98 PF, so this allows all of it.
 */
const operationsMargin = 0.4;

/** Written bytes may still lie in the cache when the timer stops. Unknown, it is taken as the largest: a B200's 126 MiB. */
const largestCacheBytes = 126 * 1024 ** 2;

/** Cases that the candidate does faster than the machine can. */
export function fasterThanMachine(report: Report): readonly Doubt[] {
  const { rates, kind } = report.machine;
  // Nothing flushes a processor's caches, so bytes through memory bound nothing there.
  if (rates === undefined || kind === "cpu") return [];
  const { cases } = measureSamples(report.cases, "gpu");
  return cases.flatMap(({ label, measured }) => {
    const work = report.work?.find((each) => each.label === label);
    if (measured === null || work === undefined) return [];
    const least = leastTime(work, rates, cacheBytes(report));
    // A trusted kernel that is faster too shows that the count of the work is wrong.
    if (measured.candidateNs >= least.ns || measured.baselineNs < least.ns) return [];
    const text = `${us(measured.candidateNs)}, where this machine needs ${us(least.ns)} at the very least (${least.why}; measured by ${rates.how})`;
    return [{ label, text }];
  });
}

/** The harness says how large the last cache is; what is not a number is unknown. */
function cacheBytes({ machine }: Report): number {
  const told = machine.facts["l2Bytes"];
  return typeof told === "number" && told > 0 ? told : largestCacheBytes;
}

function leastTime({ bytes, operations }: CaseWork, rates: MeasuredRates, cache: number) {
  const throughMemory = Math.max(0, bytes - cache);
  const byBytes = (throughMemory / rates.bytesPerSecond) * (1 - bytesMargin) * 1e9;
  const byOperations = (operations / rates.operationsPerSecond) * (1 - operationsMargin) * 1e9;
  const why =
    byBytes > byOperations
      ? `${large(throughMemory)}B beyond its cache at ${large(rates.bytesPerSecond)}B a second, less ${bytesMargin * 100}%`
      : `${large(operations)} operations at ${large(rates.operationsPerSecond)} a second, less ${operationsMargin * 100}%`;
  return { ns: Math.max(byBytes, byOperations), why };
}

/** `2.7 T`, `100 M`. */
function large(value: number): string {
  const step = Math.min(5, Math.max(0, Math.floor(Math.log10(Math.max(1, value)) / 3)));
  return `${Number((value / 1000 ** step).toPrecision(3))} ${["", "k", "M", "G", "T", "P"][step]}`;
}

function us(ns: number): string {
  return `${Number((ns / 1000).toPrecision(3))} µs`;
}

import type { CheckFact, FailureFact, Report, Stage } from "../../report.ts";
import { describeMismatch } from "./mismatch-text.ts";

/**
 * `runner`: the machine's or the harness's own failure, retried and then told to the host.
 * `baseline-wrong`: no round optimises a kernel that computes the wrong thing.
 */
export type Fault = {
  readonly kind: "runner" | "baseline-wrong";
  readonly stage: Stage;
  /** The failing case, where there was one. */
  readonly label: string | null;
  /** One precise sentence for a person. */
  readonly detail: string;
  readonly log: string;
};

/** What keeps a report from being a verdict about the candidate; null where nothing does. */
export function findFault(report: Report): Fault | null {
  const { failure } = report;
  if (failure?.side === "runner") return faultOf("runner", failure, "The runner failed");
  const cheat = report.tampering?.find(({ side }) => side === "baseline");
  if (cheat !== undefined) {
    const detail = `The baseline does what no honest kernel does: ${cheat.detail}`;
    return { kind: "baseline-wrong", stage: cheat.stage, label: null, detail, log: "" };
  }
  if (brokenBaseline(report) !== null) return null;
  const wrong = wrongBaseline(report.checks)[0];
  if (wrong !== undefined) {
    const detail = `The baseline computes a wrong result: ${describeMismatch(wrong)}.`;
    return { kind: "baseline-wrong", stage: wrong.stage, label: wrong.label, detail, log: "" };
  }
  return failure?.side === "baseline" ? faultOf("baseline-wrong", failure, "The baseline failed") : null;
}

/**
 * What broke a baseline that was right by itself until the candidate had run beside it; null where none was. A limit
 * passed is a slow machine before it is anybody's doing.
 */
export function brokenBaseline({ hashes, checks, failure }: Report): string | null {
  if (hashes.candidate === null) return null;
  const wrong = wrongBaseline(checks);
  if (wrong.some(({ stage }) => stage === "check")) return null;
  const [first] = wrong;
  if (first !== undefined && passed(checks, first.label)) return describeMismatch(first);
  const isLate = failure?.side === "baseline" && failure.stage !== "build" && failure.stage !== "check";
  if (!isLate || failure.kind === "limit" || !passed(checks, failure.label)) return null;
  return failure.message.trim() || "no message";
}

function passed(checks: readonly CheckFact[], label: string | undefined): boolean {
  const first = checks.filter(({ side, stage }) => side === "baseline" && stage === "check");
  const own = label === undefined ? first : first.filter((check) => check.label === label);
  return own.length > 0 && own.every(({ mismatched }) => mismatched === 0);
}

function wrongBaseline(checks: readonly CheckFact[]): readonly CheckFact[] {
  return checks.filter((check) => check.side === "baseline" && check.mismatched > 0);
}

/** A harness that found nothing wrong has timed something, and each case once by each clock. */
export function findGap(report: Report): Fault | null {
  const fault = { kind: "runner", stage: "time", log: "" } as const;
  if (!report.cases.some((each) => each.blocks.some((block) => block.baseline.length > 0))) {
    return { ...fault, label: null, detail: "The runner reported neither samples nor a failure." };
  }
  const keys = report.cases.map((each) => `${each.clock} ${each.label}`);
  const twice = report.cases.find((_, index) => keys.indexOf(keys[index] ?? "") !== index);
  if (twice === undefined) return null;
  return { ...fault, label: twice.label, detail: `The runner reported the case ${twice.label} twice.` };
}

function faultOf(kind: Fault["kind"], failure: FailureFact, what: string): Fault {
  const where = failure.label === undefined ? "" : ` on ${failure.label}`;
  const limit = failure.limitMs === undefined ? "" : ` after ${failure.limitMs / 1000} s`;
  const message = failure.message.trim().replace(/\.$/, "") || "no message";
  const detail = `${what} at the stage "${failure.stage}"${where}${limit}: ${message}.`;
  return { kind, stage: failure.stage, label: failure.label ?? null, detail, log: failure.log };
}

import type { FailureFact, Report, Stage } from "../../report.ts";
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
  const wrong = report.checks.find((check) => check.side === "baseline" && check.mismatched > 0);
  if (wrong !== undefined) {
    const detail = `The baseline computes a wrong result: ${describeMismatch(wrong)}.`;
    return { kind: "baseline-wrong", stage: wrong.stage, label: wrong.label, detail, log: "" };
  }
  return failure?.side === "baseline" ? faultOf("baseline-wrong", failure, "The baseline failed") : null;
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
  const detail = `${what} at the stage "${failure.stage}"${where}: ${failure.message.trim() || "no message"}.`;
  return { kind, stage: failure.stage, label: failure.label ?? null, detail, log: failure.log };
}

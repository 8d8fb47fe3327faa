import type { CheckFact, FailureFact, Report } from "../../report.ts";
import { type Verdict, type VerdictError, type VerdictReason, verdictWithoutSpeedup } from "../verdict/verdict.ts";
import type { VerdictName } from "../verdict/verdict-name.ts";
import type { VerdictRules } from "../verdict/verdict-rules.ts";
import { describeMismatch } from "./mismatch-text.ts";

/** A wrong output at any stage wins over every timing: wrong code has no speed. */
export function judgeChecks(checks: readonly CheckFact[], rules: VerdictRules): Verdict | null {
  const wrong = checks.filter((check) => check.side === "candidate" && check.mismatched > 0);
  const [first] = wrong;
  if (first === undefined) return null;
  const others = new Set(wrong.map((check) => check.label)).size - 1;
  const more = others === 0 ? "" : ` (and ${others} more ${others === 1 ? "case" : "cases"})`;
  const late = first.stage === "check" ? "" : ` Found at the stage "${first.stage}", after the first check had passed.`;
  const detail = `${describeMismatch(first)}${more}.${late}`;
  const error = { headline: describeMismatch(first), excerpt: "", stage: first.stage, label: first.label };
  return { ...verdictWithoutSpeedup("wrong result", "output-differs", detail, rules), error };
}

/** What a candidate's failure is called, by the stage it happened at. */
export function judgeFailure(report: Report, rules: VerdictRules): Verdict | null {
  const { failure } = report;
  if (failure === undefined) return null;
  const [verdict, reason] = nameFailure(failure, report.checks);
  const error = errorOf(failure);
  const place =
    failure.label === undefined ? `at the stage "${failure.stage}"` : `on ${failure.label} ("${failure.stage}")`;
  const where = reason === "build-failed" && failure.label === undefined ? "" : ` ${place}`;
  const limit = failure.limitMs === undefined ? "" : ` after ${failure.limitMs / 1000} s`;
  const detail = `${sentenceStarts[reason]}${where}${limit}: ${error.headline}`;
  return { ...verdictWithoutSpeedup(verdict, reason, detail, rules), error };
}

type FailureReason = Extract<
  VerdictReason,
  "build-failed" | "first-call-failed" | "code-died" | "code-raised-error" | "limit-passed" | "time-limit-passed"
>;

const sentenceStarts: Readonly<Record<FailureReason, string>> = {
  "build-failed": "Did not build",
  "first-call-failed": "Failed in its first call",
  "code-died": "Died",
  "code-raised-error": "Stopped with an error",
  "limit-passed": "Passed a limit",
  "time-limit-passed": "Ran out of time",
};

function nameFailure(failure: FailureFact, checks: readonly CheckFact[]): readonly [VerdictName, FailureReason] {
  if (failure.kind === "limit" && failure.limitMs !== undefined) return ["timed out", "time-limit-passed"];
  // A compiler that dies or outgrows its memory has not built the candidate either.
  if (failure.stage === "build") return ["compile error", "build-failed"];
  if (failure.kind === "limit") return ["crashed", "limit-passed"];
  if (failure.kind === "crash") return ["crashed", "code-died"];
  const calledBefore = checks.some((check) => check.side === "candidate");
  if (failure.stage === "check" && !calledBefore) return ["compile error", "first-call-failed"];
  return ["crashed", "code-raised-error"];
}

/** A card shows this much of a log; all that was kept stays in the stored report. */
const excerptCharacters = 4000;

function errorOf(failure: FailureFact): VerdictError {
  const lines = failure.message
    .split("\n")
    .concat(failure.log.split("\n"))
    .map((line) => line.trim());
  const headline = lines.find((line) => line !== "") ?? "no message";
  const tail = failure.log.slice(-excerptCharacters);
  const excerpt = tail.length < failure.log.length ? tail.slice(tail.indexOf("\n") + 1) : tail;
  const error = { headline, excerpt: excerpt || failure.message, stage: failure.stage };
  return failure.label === undefined ? error : { ...error, label: failure.label };
}

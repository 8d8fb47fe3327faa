import type { CheckFact, FailureFact, Report } from "../../report.ts";
import { sentence } from "../../sentence.ts";
import { type Verdict, type VerdictError, type VerdictReason, verdictWithoutSpeedup } from "../verdict/verdict.ts";
import type { VerdictName } from "../verdict/verdict-name.ts";
import type { VerdictRules } from "../verdict/verdict-rules.ts";
import { errorHeadline } from "./error-headline.ts";
import { describeMismatch } from "./mismatch-text.ts";
import { brokenBaseline } from "./report-fault.ts";

/** What no honest kernel does was seen: it stands whatever else happened, and whatever the timings say. */
export function judgeTampering({ tampering = [] }: Report, rules: VerdictRules): Verdict | null {
  const seen = tampering.filter(({ side }) => side === "candidate");
  const [first] = seen;
  if (first === undefined) return null;
  const told = [...new Set(seen.map(({ stage, detail }) => `Caught at the stage "${stage}": ${within(detail)}`))];
  const detail = told.join(" ");
  return verdictWithoutSpeedup("against the rules", "tampering-seen", detail, rules);
}

/** A sentence about the kernel, after a colon. */
function within(detail: string): string {
  return sentence(detail.replace(/^It /, "it "));
}

/** A baseline that is right until this candidate runs beside it: who broke it is for a person to say. */
export function judgeBrokenBaseline(report: Report, rules: VerdictRules): Verdict | null {
  const broken = brokenBaseline(report);
  if (broken === null) return null;
  const detail = `The baseline was right by itself and failed beside this candidate: ${sentence(broken)} The host decides.`;
  return verdictWithoutSpeedup("suspect", "baseline-broken-beside-candidate", detail, rules);
}

/** A wrong output at any stage wins over every timing: wrong code has no speed. */
export function judgeChecks(checks: readonly CheckFact[], rules: VerdictRules): Verdict | null {
  const wrong = checks.filter((check) => check.side === "candidate" && check.mismatched > 0);
  const [first] = wrong;
  if (first === undefined) return null;
  const others = new Set(wrong.map((check) => check.label)).size - 1;
  const more = others === 0 ? "" : ` (and ${others} more ${others === 1 ? "case" : "cases"})`;
  const late = first.stage === "check" ? "" : ` ${lateFindings[first.stage]}`;
  const detail = `${describeMismatch(first)}${more}.${late}`;
  const error = { headline: describeMismatch(first), excerpt: "", stage: first.stage, label: first.label };
  return { ...verdictWithoutSpeedup("wrong result", "output-differs", detail, rules), error };
}

const lateFindings: Readonly<Record<Exclude<CheckFact["stage"], "check">, string>> = {
  time: 'Found at the stage "time", after the first check had passed.',
  recheck: 'Found at the stage "recheck", after the first check had passed.',
  integrity: "Found when it ran alone: beside the baseline every check had passed.",
};

/** What a candidate's failure is called, by the stage it happened at. */
export function judgeFailure(report: Report, rules: VerdictRules): Verdict | null {
  const { failure } = report;
  if (failure?.side !== "candidate") return null;
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
  if (failure.stage === "build")
    return ["compile error", failure.label === undefined ? "build-failed" : "first-call-failed"];
  if (failure.kind === "limit") return ["crashed", "limit-passed"];
  if (failure.kind === "crash") return ["crashed", "code-died"];
  const calledBefore = checks.some((check) => check.side === "candidate");
  if (failure.stage === "check" && !calledBefore) return ["compile error", "first-call-failed"];
  return ["crashed", "code-raised-error"];
}

/** A card shows this much of a log; all that was kept stays in the stored report. */
const excerptCharacters = 4000;

function errorOf(failure: FailureFact): VerdictError {
  const headline = errorHeadline(failure.message, failure.log);
  const tail = failure.log.slice(-excerptCharacters);
  const excerpt = tail.length < failure.log.length ? tail.slice(tail.indexOf("\n") + 1) : tail;
  // The cut may go through a character, and no database takes half of one.
  const error = { headline, excerpt: excerpt.toWellFormed() || failure.message, stage: failure.stage };
  return failure.label === undefined ? error : { ...error, label: failure.label };
}

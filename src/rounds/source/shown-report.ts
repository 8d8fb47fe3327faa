import type { CandidateFiles } from "../candidate.ts";
import type { CheckFact, FailureFact, Report } from "../report.ts";
import type { SourcePolicy } from "../season.ts";
import { plainCause } from "./plain-cause.ts";
import { scrubLog } from "./scrub-log.ts";
import { withoutShared } from "./shared-text.ts";

/** The code that a report is about. */
export interface MeasuredCode {
  readonly baseline: CandidateFiles;
  readonly candidate: CandidateFiles | null;
}

/**
 * A report as it may be judged in words: where a season shows no code, nothing in it quotes code or was written by it.
 * Samples and every number stay as they are, so the verdict is the same one; the raw report stays in the database.
 */
export function shownReport(policy: SourcePolicy, report: Report, code: MeasuredCode): Report {
  if (policy === "diff") return report;
  const { failure, tampering } = report;
  const all = { ...prefixed("b", code.baseline), ...prefixed("c", code.candidate ?? {}) };
  return {
    ...report,
    checks: report.checks.map(shownCheck),
    ...(tampering && { tampering: tampering.map((each) => ({ ...each, detail: shownDetail(each.what) })) }),
    ...(failure && { failure: shownFailure(failure, report, { code, all }) }),
  };
}

/** What a fault of the runner says: a harness may quote what a kernel made it stumble over. */
export function shownFault(
  policy: SourcePolicy,
  { kind, message }: { readonly kind: string; readonly message: string },
) {
  if (policy === "diff" || kind !== "protocol") return message;
  return "The harness sent what the protocol does not know; what it was is not shown here.";
}

/** Where the whole log is, for whoever may read it. */
export function keptLogText(runId: string): string {
  return `The whole log is kept on the host's machine: npm run tank -- kept run:${runId}`;
}

/** A check's message may repeat what the kernel returned, whatever that was. */
function shownCheck({ message, first, ...check }: CheckFact): CheckFact {
  return {
    ...check,
    ...(message !== undefined && { message: "its check says no; in what words is not shown here" }),
    ...(first && { first: { at: plain(first.at), got: plain(first.got), want: plain(first.want) } }),
  };
}

/** Numbers and places, and no text. */
function plain(text: string): string {
  return /^[\d\s.,:;()[\]+-]*$|^[+-]?(?:[\d.]+(?:e[+-]?\d+)?|nan|inf(?:inity)?|true|false)$/i.test(text) &&
    text.length < 60
    ? text
    : "…";
}

const details = {
  channel: "It wrote to the channel on which the harness talks to its own process.",
  inputs: "It changed its inputs, which it was only given to read.",
  files: "It changed a file while it ran.",
  timer: "It touched the timer.",
} as const;

function shownDetail(what: keyof typeof details): string {
  return details[what];
}

function shownFailure(
  failure: FailureFact,
  { sandbox, runId }: Report,
  { code, all }: { readonly code: MeasuredCode; readonly all: CandidateFiles },
): FailureFact {
  const { side, stage, kind, label } = failure;
  const kept = keptLogText(runId);
  if (side === "runner") return { ...failure, message: runnerWords(failure.message, all), log: "" };
  // Only there a compiler speaks alone: elsewhere the kernel's own code runs, and prints, while it is built.
  if (sandbox === "wasm" && stage === "build" && kind === "error" && label === undefined) {
    const message = scrubLog(failure.message, all) || "ERROR: in what words is not shown here";
    return { ...failure, message, log: [scrubLog(failure.log, all), kept].filter((part) => part !== "").join("\n") };
  }
  const own = side === "candidate" ? (code.candidate ?? {}) : code.baseline;
  return { ...failure, message: plainCause(failure, own), log: kept };
}

/** Its own words stay, so that its host can mend it; what it quotes after them goes. */
function runnerWords(message: string, files: CandidateFiles): string {
  const own = message.slice(0, 2000).replace(/(failed|JSON): .*$/s, "$1");
  return withoutShared(own.split("\n"), Object.values(files)).join(" ");
}

function prefixed(prefix: string, files: CandidateFiles): CandidateFiles {
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [`${prefix}/${name}`, text]));
}

import type { FailureFact } from "../../rounds/report.ts";
import { sentence } from "../../rounds/sentence.ts";
import type { Problem } from "../../runner/problem.ts";

export interface Explained {
  /** What happened, one sentence. */
  readonly detail: string;
  /** What to do next. */
  readonly remedy: string;
}

const ofReference = "the problem's reference failed: ";
const late = /^the problem's reference gave no answer within (.+)$/;

/** A failure before or beside the baseline, told to whoever wrote the problem. Null: the verdict's own words will do. */
export function explainFailure(failure: FailureFact, { bundle, baselineFrom }: Problem): Explained | null {
  const isReference = failure.message.startsWith(ofReference);
  const message = (isReference ? failure.message.slice(ofReference.length) : failure.message)
    .replace(/\s+/g, " ")
    .trim();
  const on = failure.label === undefined ? "" : ` on ${failure.label}`;
  const passed = explainLimit(failure, message, on);
  if (passed !== null) return passed;
  if (/out of memory|outofmemory|too little memory|can't allocate memory|memoryerror/i.test(message)) {
    const isInputs = isReference || /problem's inputs and reference/.test(message);
    const who = isInputs ? "The reference" : failure.side === "runner" ? "The runner" : "The baseline";
    return {
      detail: `${who} ran out of memory${on}${shortageText(message)}.`,
      remedy: "Make the case smaller in task.yml, or name a runner with more memory with --runner.",
    };
  }
  if (isReference) {
    return { detail: `The reference failed${on}: ${sentence(message)}`, remedy: referenceRemedy(message) };
  }
  if (failure.side === "baseline") {
    const detail = `The baseline failed at the stage "${failure.stage}"${on}: ${sentence(message || "no message")}`;
    return { detail, remedy: `Mend ${baselineFrom}, or name another baseline.` };
  }
  return failure.side === "runner" ? { detail: sentence(message), remedy: runnerRemedy(message, bundle.lang) } : null;
}

/** A limit that the problem itself sets, or the harness for its reference. */
function explainLimit({ kind, stage, limitMs }: FailureFact, message: string, on: string): Explained | null {
  const lateAfter = late.exec(message)?.[1];
  if (lateAfter !== undefined) {
    return {
      detail: `The reference gave no answer${on} within ${lateAfter}.`,
      remedy: "Make the reference faster, or the case smaller.",
    };
  }
  if (kind !== "limit" || limitMs === undefined) return null;
  if (stage === "check") {
    return {
      detail: `The check${on} had not ended after ${limitMs / 1000} s, the problem's test_timeout for all cases together.`,
      remedy: "The baseline takes longer: raise test_timeout in task.yml, or make the cases smaller.",
    };
  }
  if (stage !== "time") return null;
  return {
    detail: `Timing${on} had not ended after ${limitMs / 1000} s, the problem's benchmark_timeout.`,
    remedy: "Raise benchmark_timeout in task.yml, or make the case smaller.",
  };
}

/** The allocators' own words go on for lines; where it happened and how much was asked for is what helps. */
function shortageText(message: string): string {
  const place = /\b([\w.-]+\.\w+:\d+):/.exec(message)?.[1];
  const asked = /tried to allocate ([\d.]+ ?\w+)/i.exec(message)?.[1];
  return `${place === undefined ? "" : ` at ${place}`}${asked === undefined ? "" : `: it asked for ${asked} at once`}`;
}

function referenceRemedy(message: string): string {
  if (/unexpected keyword argument|missing \d+ required/.test(message)) {
    return "The keys of a case in task.yml are the parameters of `generate_input`: give both the same names.";
  }
  if (/own output fails its check/.test(message))
    return "Call the check with the reference's own output until it agrees.";
  if (/not compiled with CUDA|device type CUDA|NVIDIA driver|no CUDA/i.test(message)) {
    return "It makes its inputs on a GPU: name a runner that has one with --runner.";
  }
  if (/No module named/.test(message)) return "List the module under `files`, or install it for the runner's Python.";
  return "Mend the reference, and check again.";
}

function runnerRemedy(message: string, lang: string): string {
  if (/NVIDIA driver|no GPU|CUDA/i.test(message)) {
    return "Name a runner with a GPU with --runner, or one with `device: cpu` in config/tank.yml (docs/runners.md).";
  }
  if (/sandbox/i.test(message))
    return "Name a weaker tier with --sandbox, or start where a stronger one can be built (docs/runners.md).";
  return lang === "wasm"
    ? "Check again when that is mended."
    : "docs/runners.md says what a runner needs; `npm run tank -- doctor` looks at yours.";
}

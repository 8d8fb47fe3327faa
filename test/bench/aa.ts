import type { Problem } from "../../src/runner/problem.ts";
import type { Files } from "../../src/runner/protocol.ts";
import { type RepeatedVerdict, repeatVerdicts } from "./repeat-verdicts.ts";

export interface CallCounts {
  readonly runs: number;
  readonly cases: number;
  /** How often each word was the verdict. */
  readonly verdicts: Readonly<Record<string, number>>;
  /** How often each word was said of a case. */
  readonly caseVerdicts: Readonly<Record<string, number>>;
  readonly wallMsPerVerdict: number;
}

/** Repeats one measurement and counts what was called; `onRun` sees each run as it ends. */
export async function countCalls(options: {
  readonly problem: Problem;
  /** Null: the baseline against a copy of itself, where every call but "no difference" is false. */
  readonly candidate: Files | null;
  readonly runs: number;
  readonly budgetMsPerCase?: number;
  readonly onRun?: (run: RepeatedVerdict) => void;
}): Promise<CallCounts> {
  const verdicts: Record<string, number> = {};
  const caseVerdicts: Record<string, number> = {};
  let cases = 0;
  let wallMs = 0;
  for await (const run of repeatVerdicts(options)) {
    options.onRun?.(run);
    wallMs += run.wallMs;
    if ("fault" in run.judgement) {
      count(verdicts, "runner fault");
      continue;
    }
    count(verdicts, run.judgement.verdict);
    for (const { verdict } of run.judgement.cases) count(caseVerdicts, verdict);
    cases += run.judgement.cases.length;
  }
  return { runs: options.runs, cases, verdicts, caseVerdicts, wallMsPerVerdict: wallMs / options.runs };
}

function count(counts: Record<string, number>, word: string): void {
  counts[word] = (counts[word] ?? 0) + 1;
}

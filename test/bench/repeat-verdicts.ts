import { randomUUID } from "node:crypto";
import { type Judgement, judgeReport } from "../../src/rounds/judging/judge-report.ts";
import { VerdictRules } from "../../src/rounds/judging/verdict/verdict-rules.ts";
import type { Report } from "../../src/rounds/report.ts";
import { launch } from "../../src/runner/launching/launch.ts";
import { wasmHarnessCommand } from "../../src/runner/launching/wasm-harness-command.ts";
import { makeBundle } from "../../src/runner/make-bundle.ts";
import type { Problem } from "../../src/runner/problem.ts";
import type { Files } from "../../src/runner/protocol.ts";

export interface RepeatedVerdict {
  readonly report: Report;
  readonly judgement: Judgement;
  readonly wallMs: number;
}

/** The same measurement again and again, each run whole: build, check, time, judge. A null candidate is the baseline itself. */
export async function* repeatVerdicts(options: {
  readonly problem: Problem;
  readonly candidate: Files | null;
  readonly runs: number;
  readonly budgetMsPerCase?: number;
}): AsyncGenerator<RepeatedVerdict> {
  const rules = VerdictRules.parse({});
  for (let attempt = 1; attempt <= options.runs; attempt++) {
    const startedAt = performance.now();
    const bundle = makeBundle({ ...options, runId: randomUUID(), attempt });
    const outcome = await launch({ command: wasmHarnessCommand(), bundle, limitMs: 120_000 });
    if (!outcome.ok) throw new Error(`${outcome.failure.message}\n${outcome.failure.log}`);
    const { report } = outcome;
    yield { report, judgement: judgeReport(report, rules), wallMs: performance.now() - startedAt };
  }
}

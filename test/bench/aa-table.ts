import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { problemFolder } from "../../src/bot/cli/paths.ts";
import { readProblem } from "../../src/runner/problem.ts";
import type { Files } from "../../src/runner/protocol.ts";
import { type CallCounts, countCalls } from "./aa.ts";

const slowedKernel = new URL("../fixtures/kernels/five-percent-slower.ts", import.meta.url);

/** `npm run bench -- aa [--runs 30] [--budget-ms 600]`. */
export async function benchAa(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...argv],
    options: { runs: { type: "string", default: "30" }, "budget-ms": { type: "string" } },
  });
  const problem = await readProblem(problemFolder("nvfp4-group-gemm-wasm"));
  const slowed: Files = { [problem.bundle.submissionName]: readFileSync(slowedKernel, "utf8") };
  const budget = values["budget-ms"] === undefined ? {} : { budgetMsPerCase: Number(values["budget-ms"]) };
  const runs = Number(values.runs);
  for (const [title, candidate] of [
    ["baseline against itself", null],
    ["baseline slowed by 5%", slowed],
  ] as const) {
    const counts = await countCalls({
      problem,
      candidate,
      runs,
      ...budget,
      onRun: ({ judgement }) => process.stderr.write(`${"fault" in judgement ? "runner fault" : judgement.detail}\n`),
    });
    console.log(`\n${title}, ${runs} verdicts`);
    printCounts(counts);
  }
}

function printCounts({ verdicts, caseVerdicts, wallMsPerVerdict }: CallCounts): void {
  console.table({ verdicts, cases: caseVerdicts });
  console.log(`${(wallMsPerVerdict / 1000).toFixed(1)} s a verdict, build and check included`);
}

import { judgeReport } from "../../../src/rounds/judging/judge-report.ts";
import { VerdictRules } from "../../../src/rounds/judging/verdict/verdict-rules.ts";
import type { Report } from "../../../src/rounds/report.ts";

const rules = VerdictRules.parse({ clock: "gpu" });

/** The same kernel again and again: how many of its submissions either way of measuring calls different by 1%. */
export function printIdentical(byPairs: readonly Report[], byEvaluator: readonly Report[]): void {
  const judged = byPairs.map((report) => judgeReport(report, rules)).flatMap((each) => ("fault" in each ? [] : [each]));
  const different = (word: string) => word === "faster" || word === "slower";
  const cases = judged.flatMap((each) => each.cases);
  console.log(
    `by pairs: ${judged.filter(({ verdict }) => different(verdict)).length} of ${judged.length} submissions called ` +
      `different, and ${cases.filter(({ verdict }) => different(verdict)).length} of their ${cases.length} cases`,
  );
  console.log("by the evaluator, a process a submission, as a leaderboard has them:");
  console.table(processTable(byEvaluator));
}

/** For each case the means of all processes, of whichever side: they ran the same code. */
function processTable(reports: readonly Report[]) {
  const labels = [...new Set(reports.flatMap(({ cases }) => cases.map(({ label }) => label)))];
  return labels.map((label) => {
    const blocks = reports.flatMap(({ cases }) =>
      cases.filter((each) => each.label === label).flatMap((each) => each.blocks),
    );
    const means = blocks.flatMap(({ baseline, candidate }) => [...baseline, ...candidate]);
    const pairs = means.flatMap((one, index) =>
      means.slice(index + 1).map((other) => Math.max(one, other) / Math.min(one, other)),
    );
    return {
      case: label,
      submissions: means.length,
      "pairs of them": pairs.length,
      "differ by more than 1%": pairs.filter((ratio) => ratio > 1.01).length,
      "worst over best": Number((Math.max(...means) / Math.min(...means)).toFixed(3)),
    };
  });
}

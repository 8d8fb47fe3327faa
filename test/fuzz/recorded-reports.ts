import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { Report } from "../../src/rounds/report.ts";
import { reportOf } from "../play/world.ts";

const folder = join(import.meta.dirname, "../fixtures/reports");

/** Every kind of report that a real harness sent, with fewer blocks: their number is not what is fuzzed. */
export function recordedReports(): readonly Report[] {
  const files = ["h100", "h200"].flatMap((machine) =>
    readdirSync(join(folder, machine)).map((name) => join(folder, machine, name)),
  );
  const recorded = files.flatMap((path) => {
    const lines = gunzipSync(readFileSync(path)).toString("utf8").trim().split("\n");
    return lines.slice(0, mostOfAFile).map((line) => shorter(Report.parse(JSON.parse(line))));
  });
  return [...recorded, reportOf({ id: 1, attempt: 1, candidate: true }, 1.5), failed];
}

const mostOfAFile = 12;
const mostBlocks = 8;

function shorter(report: Report): Report {
  const cases = report.cases.map((each) => ({
    ...each,
    blocks: each.blocks.slice(0, mostBlocks),
    ...(each.conditions && { conditions: each.conditions.slice(0, mostBlocks) }),
  }));
  return { ...report, cases };
}

const failed: Report = {
  ...reportOf({ id: 1, attempt: 1, candidate: true }, 1),
  failure: {
    side: "candidate",
    stage: "build",
    kind: "error",
    message: "kernel.cu(12): error: M must be 128 🦈",
    log: `${"🦈 nvcc: a line of the log\n".repeat(300)}${"🦈".repeat(2100)}`,
  },
};

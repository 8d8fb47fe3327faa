import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { Report } from "../../../src/rounds/report.ts";

const folder = new URL("../../fixtures/reports/", import.meta.url);

export type Gpu = "h100" | "h200";
export type Recorded = "candidates" | "cheats" | "identical" | "slowed" | OwnProblems;
/** Recorded on the H200 alone. */
type OwnProblems = "by-pairs" | "by-evaluator" | "in-cuda" | "identical-evaluator";

/** Whole reports as a GPU gave them; the folder's README says what was run. */
export function recordedReports(gpu: Gpu, name: Recorded): readonly Report[] {
  const text = gunzipSync(readFileSync(new URL(`${gpu}/${name}.jsonl.gz`, folder))).toString("utf8");
  const lines = text.split("\n").filter((line) => line !== "");
  return lines.map((line) => Report.parse(JSON.parse(line)));
}

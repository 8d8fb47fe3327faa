import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { Report } from "../../../src/rounds/report.ts";

const folder = new URL("../../fixtures/reports/h100/", import.meta.url);

/** Whole reports as an H100 gave them; the folder's README says what was run. */
export function recordedReports(name: "candidates" | "cheats" | "identical" | "slowed"): readonly Report[] {
  const text = gunzipSync(readFileSync(new URL(`${name}.jsonl.gz`, folder))).toString("utf8");
  const lines = text.split("\n").filter((line) => line !== "");
  return lines.map((line) => Report.parse(JSON.parse(line)));
}

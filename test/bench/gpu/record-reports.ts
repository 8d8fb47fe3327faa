import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { readStamped } from "./stamped-reports.ts";

/** What tells of one machine and of nothing that a verdict rests on. */
const blanked: readonly (readonly [RegExp, string])[] = [
  [/GPU-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "GPU-00000000-0000-0000-0000-000000000000"],
  [/(\/[\w.+-]+)+\/(site|dist)-packages/g, "/usr/lib/python3/dist-packages"],
];

/** Keeps the reports of each session in `folder` as test/fixtures/reports holds them; returns the names written. */
export function recordReports(folder: string, target: string): readonly string[] {
  const sessions = readdirSync(folder).filter((name) => name.endsWith(".events"));
  return sessions.toSorted().map((name) => {
    const session = name.slice(0, -".events".length);
    const reports = readStamped(session, readFileSync(join(folder, name), "utf8")).map(({ report }) => report);
    const lines = reports.map((report) => `${JSON.stringify(report)}\n`).join("");
    const text = blanked.reduce((whole, [what, instead]) => whole.replace(what, instead), lines);
    const file = `${session === "aa" ? "identical" : session}.jsonl.gz`;
    writeFileSync(join(target, file), gzipSync(text, { level: 9 }));
    return `${file}: ${reports.length} reports`;
  });
}

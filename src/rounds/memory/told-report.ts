import type { Report } from "../report.ts";
import type { SourcePolicy } from "../season.ts";
import { shownReport } from "../source/shown-report.ts";
import type { Db } from "../store/database.ts";
import { codeOfRun } from "../store/sources.ts";

/** A run's report as its season lets it be judged in words. */
export async function toldReport(db: Db, policy: SourcePolicy, runId: number, report: Report): Promise<Report> {
  return policy === "diff" ? report : shownReport(policy, report, await codeOfRun(db, runId));
}

import { z } from "zod";

const Severity = z.enum(["info", "low", "moderate", "high", "critical"]);
const Report = z.looseObject({
  auditReportVersion: z.number(),
  vulnerabilities: z.record(z.string(), z.looseObject({ severity: Severity, range: z.string() })),
});

export interface Audit {
  /** What is to be printed, a line each; never none. */
  readonly lines: readonly string[];
  /** False for a finding that stops a release; what could not be asked stops nobody. */
  readonly passes: boolean;
}

/** Reads what `npm audit --json` printed. */
export function readAudit(printed: string): Audit {
  const report = Report.safeParse(parsed(printed));
  if (!report.success) {
    return { lines: ["audit: not done, the registry did not answer as one that offers audits"], passes: true };
  }
  const found = Object.entries(report.data.vulnerabilities);
  if (found.length === 0) return { lines: ["audit: no known vulnerability"], passes: true };
  const lines = found.map(([name, { severity, range }]) => `audit: ${severity}: ${name} ${range}`);
  return { lines, passes: !found.some(([, { severity }]) => severity === "high" || severity === "critical") };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

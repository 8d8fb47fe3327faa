import { UserError } from "../../rounds/user-error.ts";

const reportLine = /^\s*\{\s*"event"\s*:\s*"report"\s*,\s*"report"\s*:\s*(\{.*\})\s*\}\s*$/;
const eventLine = /^\s*\{\s*"event"\s*:\s*"([a-z-]{1,40})"/;

/**
 * The report in what a harness printed when it was started by hand, byte for byte; any other text is left as it is.
 * @throws UserError for events without a report
 */
export function reportText(text: string): string {
  if (!eventLine.test(text.slice(0, 200))) return text;
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const report = lines.map((line) => reportLine.exec(line)?.[1]).findLast((found) => found !== undefined);
  if (report !== undefined) return report;
  const last = eventLine.exec(lines.at(-1) ?? "")?.[1] ?? "something cut off";
  throw new UserError(
    "no-report",
    `These are a harness's events without a report; the last is "${last}".`,
    "The run ended early: what it printed on stderr says why. Start it again.",
  );
}

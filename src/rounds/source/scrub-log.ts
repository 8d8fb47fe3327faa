import type { CandidateFiles } from "../candidate.ts";
import { withoutShared } from "./shared-text.ts";

/** Longer and more nobody reads in a card; a log made to stall us is cut before it is looked at. */
const longestLine = 300;
const mostLines = 60;

/** What a tool says itself; everything else in its log may be the source that it quotes. */
const toolLines: readonly RegExp[] = [
  // AssemblyScript: `ERROR TS2304: …`, and the place below its drawing.
  /^(?:ERROR|FATAL|WARNING|PEDANTIC|INFO|FAILURE)\b.*$/,
  /^└─ in [\w.-]+\(\d+,\d+\)$/,
  // gcc, clang, nvcc: `kernel.cu:12:3: error: …`, `kernel.cu(12): error: …`.
  /^[\w./-]+(?::\d+(?::\d+)?|\(\d+\)): (?:fatal |catastrophic )?(?:error|warning|note)\b.*$/,
  /^Traceback \(most recent call last\):$/,
  // The names of functions that Python adds are the kernel's own.
  /^File "[^"]{1,200}", line \d+/,
  /^(?:[a-z_]+\.)*[A-Z]\w*(?:Error|Exception)(?::.*)?$/,
];

/**
 * A compiler's log without the source that it quotes: its messages and places stay, quoted lines, marks below them and
 * whatever stands in quotation marks go.
 */
export function scrubLog(log: string, files: CandidateFiles): string {
  const told = log
    .split(/\r?\n/)
    .flatMap((line) => toolLine(line.trim()) ?? [])
    .slice(0, mostLines);
  return withoutShared(told, Object.values(files))
    .map((line) => line.trim())
    .join("\n")
    .trim();
}

function toolLine(line: string): string | null {
  const place = /^File "(?:[^"]*\/)?([\w.-]+)", line (\d+)/.exec(line);
  if (place !== null) return `File ${place[1]}, line ${place[2]}`;
  const found = toolLines.map((pattern) => pattern.exec(line.slice(0, longestLine))?.[0]).find(Boolean);
  return found === undefined ? null : withoutQuotations(found);
}

/** Names, types and texts of the source stand in some kind of quotation marks; one that does not end takes the rest. */
function withoutQuotations(line: string): string {
  return line.replace(/"[^"]*(?:"|$)|`[^`]*(?:`|$)|‘[^’]*(?:’|$)|“[^”]*(?:”|$)|(?<!\w)'[^']*(?:'|$)/g, "'…'");
}

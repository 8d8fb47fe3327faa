import type { CandidateFiles } from "../candidate.ts";
import type { FailureFact } from "../report.ts";

/** Names and phrases of languages and machines: a kernel that writes one of them gives nothing away. */
const known: readonly RegExp[] = [
  /\b(?:Syntax|Indentation|Tab|Name|UnboundLocal|Type|Value|Key|Index|Attribute|Import|ModuleNotFound|Runtime|NotImplemented|Recursion|Memory|OutOfMemory|ZeroDivision|Overflow|FloatingPoint|Assertion|OS|FileNotFound|Permission|Timeout|Unicode|Compilation|Accelerator|Arithmetic|Lookup|Reference)Error\b/,
  /\b(?:SystemExit|KeyboardInterrupt|StopIteration)\b/,
  /\bSIG(?:SEGV|ABRT|KILL|BUS|FPE|ILL|SYS|TERM|XCPU)\b/,
  /\bexit code \d{1,3}\b/,
  /\b(?:unreachable|divide by zero|remainder by zero|out of bounds|illegal memory access|misaligned address|out of memory|call stack size exceeded)\b/i,
];

const kinds: Readonly<Record<FailureFact["kind"], string>> = {
  error: "an error",
  crash: "it died",
  limit: "it passed a limit",
};

/** Why code failed, told without one word that the code could have written itself: what and where. */
export function plainCause({ kind, message, log }: FailureFact, files: CandidateFiles): string {
  const said = `${message}\n${log}`.slice(0, 100_000);
  const names = known.flatMap((pattern) => pattern.exec(message.slice(0, 10_000))?.[0] ?? []);
  const place = placeIn(said, files);
  return `${names.join(", ") || kinds[kind]}${place === null ? "" : ` in ${place}`}; what it said is not shown here`;
}

/** The innermost line of a Python traceback, or else a compiler's first, in one of the code's own files. */
function placeIn(said: string, files: CandidateFiles): string | null {
  const python = [...said.matchAll(/File "(?:[^"\n]{0,300}\/)?([\w.-]{1,100})", line (\d{1,6})/g)];
  const others = [...said.matchAll(/([\w.-]{1,100})(?::|\()(\d{1,6})\b/g)];
  const isOwn = ([, name = "", line = ""]: RegExpExecArray) => isLineOf(files[name], Number(line));
  const found = python.findLast(isOwn) ?? others.find(isOwn);
  return found === undefined ? null : `${found[1]}, line ${found[2]}`;
}

function isLineOf(text: string | undefined, line: number): boolean {
  return text !== undefined && line >= 1 && line <= text.split("\n").length;
}

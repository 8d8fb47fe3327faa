import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { gunzipSync } from "node:zlib";
import { readJudgeInput } from "../../rounds/judging/input/judge-input.ts";
import { judgeReport } from "../../rounds/judging/judge-report.ts";
import { judgeSamples } from "../../rounds/judging/judge-samples.ts";
import type { Verdict } from "../../rounds/judging/verdict/verdict.ts";
import { VerdictRules } from "../../rounds/judging/verdict/verdict-rules.ts";
import { UserError } from "../../rounds/user-error.ts";
import { reportText } from "./report-text.ts";

const usage = `Usage: npm run judge -- FILE [options]

Decides a verdict from a stored report, or from raw paired samples:
  {"unit":"ns","cases":{"label":{"baseline":[…],"candidate":[…]}}}
FILE is JSON, or JSON packed by gzip, or what a harness printed that was started by hand. Prints one line of JSON; a recording of several sets gets a line for each.

  --least-effect 1%    the smallest change that counts: 0.2% to 50%, also written 0.01
  --guard 5%           how much slower one case may surely be: 0% to 50%
  --bar 1.4            the speedup that counts as success: 1 to 1000 (default: any improvement)
  --min-change-ns 100  the smallest change in ns a call (default: 100 for a GPU's report, else 0)
  --clock call         which clock judges a report that has both: gpu or call
  --help               this text
`;

/** The largest recorded file unpacks to 3 MB; a packed bomb stops here. */
const mostUnpackedBytes = 256 * 1024 * 1024;

type Streams = { readonly print: (text: string) => void; readonly complain: (text: string) => void };

const terminal: Streams = {
  print: (text) => process.stdout.write(text),
  complain: (text) => process.stderr.write(text),
};

/** Returns the exit code: 0 with a verdict of any kind, 1 for a file without one, 2 for a wrong command line. */
export function main(argv: readonly string[], { print, complain }: Streams = terminal): number {
  try {
    const { file, rules, help } = readCommandLine(argv);
    // All of it is judged before any is printed: never half a result.
    print(help ? usage : `${judgeFile(file, rules).join("\n")}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    complain(`judge: ${error.message}${error.hint === undefined ? "" : ` ${error.hint}`}\n`);
    return error.code === "usage" ? 2 : 1;
  }
}

function judgeFile(file: string, rules: VerdictRules): readonly string[] {
  const input = named(file, () => readJudgeInput(reportText(readText(file))));
  if (input.kind === "samples") {
    return input.sets.map((set) => toLine(judgeSamples(set.cases, rules), set.name === null ? {} : { set: set.name }));
  }
  const judged = judgeReport(input.report, rules);
  if (!("fault" in judged)) return [toLine(judged, {})];
  const wayOut = judged.fault.kind === "runner" ? "Run it again." : "Mend the baseline first, in a repair round.";
  throw new UserError("no-verdict", `${file}: No verdict: ${judged.fault.detail}`, wayOut);
}

/** The promised keys first, then the rest. */
function toLine({ verdict, speedup, ci95, cases, reason, ...rest }: Verdict, set: { set?: string }): string {
  return JSON.stringify({ ...set, verdict, speedup, ci95, cases, reason, ...rest });
}

/** A sentence about a file begins with its name. */
function named<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof UserError)) throw cause;
    throw new UserError(cause.code, `${file}: ${cause.message}`, cause.hint, { cause });
  }
}

function readText(file: string): string {
  try {
    const bytes = readFileSync(file);
    const packed = bytes[0] === 0x1f && bytes[1] === 0x8b;
    return (packed ? gunzipSync(bytes, { maxOutputLength: mostUnpackedBytes }) : bytes).toString("utf8");
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new UserError("unreadable", `Can't be read (${why}).`, "Give the path of a readable JSON file.", {
      cause,
    });
  }
}

function readCommandLine(argv: readonly string[]): { file: string; rules: VerdictRules; help: boolean } {
  const { values, positionals } = parse(argv);
  if (values.help) return { file: "", rules: VerdictRules.parse({}), help: true };
  const [file, ...others] = positionals;
  if (file === undefined) throw wrongUsage("Which file?");
  if (others.length > 0) throw wrongUsage(`One file at a time; "${others[0]}" is a second one.`);
  const parsed = VerdictRules.safeParse({
    leastEffect: readShare(values["least-effect"]),
    guard: readShare(values.guard),
    bar: readNumber(values.bar),
    minChangeNs: readNumber(values["min-change-ns"]),
    clock: values.clock,
  });
  if (parsed.success) return { file, rules: parsed.data, help: false };
  const [issue] = parsed.error.issues;
  const key = String(issue?.path[0]);
  const option = key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const given = Object.entries(values).find(([name]) => name === option)?.[1];
  throw wrongUsage(`--${option} can't be ${given} (${issue?.message ?? "not allowed"}).`);
}

function parse(argv: readonly string[]) {
  const text = { type: "string" } as const;
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        "least-effect": text,
        guard: text,
        bar: text,
        "min-change-ns": text,
        clock: text,
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw wrongUsage(error.message.split(/\.\s|\n/)[0] ?? error.message);
  }
}

function wrongUsage(message: string): UserError {
  return new UserError("usage", message.replace(/[^.?]$/, "$&."), "See npm run judge -- --help.");
}

/** `0.01` and `1%` are the same share. */
function readShare(text: string | undefined): number | undefined {
  if (text?.endsWith("%") !== true) return readNumber(text);
  const percent = readNumber(text.slice(0, -1));
  return percent === undefined ? undefined : percent / 100;
}

/** NaN is refused by the rules, which name the option. */
function readNumber(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  return /^\d*\.?\d+(e[-+]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
}

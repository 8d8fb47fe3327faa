import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { UserError } from "../../../src/rounds/user-error.ts";
import { printIdentical } from "./print-identical.ts";
import { printReports, printSpins } from "./print-reports.ts";
import { recordReports } from "./record-reports.ts";
import { calibrationSpins, parts, sessionsOf } from "./sessions.ts";
import type { Spins } from "./slowed-baseline.ts";
import { readStamped } from "./stamped-reports.ts";
import { writeSessions } from "./write-sessions.ts";

const usage = `npm run bench -- gpu write FOLDER --parts ${Object.keys(parts).join(",")} [--runs 40] [--spins 7168=12,…]
npm run bench -- gpu judge FOLDER
npm run bench -- gpu record FOLDER TARGET

Writes runs for a GPU host that has Python and no Node (there: sh run.sh REPORTS), judges what came back, the unpacked
reports.tar.gz, and records it for tests that judge it again.

${Object.entries(parts)
  .map(([name, { what }]) => `  ${name.padEnd(10)} ${what}`)
  .join("\n")}
`;

/** Figures of a GPU that this machine does not have: bundles go there, reports come back. */
export async function benchGpu(argv: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      parts: { type: "string", default: "smoke" },
      runs: { type: "string", default: "40" },
      spins: { type: "string", default: "" },
    },
  });
  const [verb, folder, target] = positionals;
  if (folder === undefined) throw new UserError("usage", usage);
  if (verb === "judge") return judge(folder);
  if (verb === "record" && target !== undefined) return console.log(recordReports(folder, target).join("\n"));
  if (verb !== "write") throw new UserError("usage", usage);
  const names = values.parts.split(",");
  const unknown = names.find((name) => !(name in parts));
  if (unknown !== undefined) throw new UserError("usage", `There is no part "${unknown}".`, usage);
  const sessions = await sessionsOf(names, { runs: Number(values.runs), spins: readSpins(values.spins) });
  writeSessions(folder, sessions);
  console.log(`${sessions.length} sessions, ${sessions.flatMap(({ bundles }) => bundles).length} runs in ${folder}`);
}

async function judge(folder: string): Promise<void> {
  const reports = readdirSync(folder)
    .filter((name) => name.endsWith(".events"))
    .toSorted()
    .flatMap((name) => readStamped(name.slice(0, -".events".length), readFileSync(join(folder, name), "utf8")));
  await printReports(reports);
  const of = (name: string) => reports.filter(({ session }) => session === name).map(({ report }) => report);
  if (of("identical-pairs").length > 0) printIdentical(of("identical-pairs"), of("identical-evaluator"));
  const calibration = reports.find(({ session }) => session === "calibrate");
  if (calibration) printSpins(calibration, calibrationSpins, 0.015);
}

function readSpins(text: string): Spins {
  const pairs = text.split(",").filter((each) => each !== "");
  return Object.fromEntries(pairs.map((pair) => pair.split("=").map(Number)));
}

import { nearest } from "../../rounds/nearest.ts";
import { UserError } from "../../rounds/user-error.ts";
import { backupProgram, restoreProgram } from "./tank/backup-programs.ts";
import { main as doCommand } from "./tank/do.ts";
import { doctor } from "./tank/doctor.ts";
import { exportProgram } from "./tank/export.ts";
import { importProgram } from "./tank/import.ts";
import { init } from "./tank/init.ts";
import { keptProgram } from "./tank/kept.ts";
import { mcpProgram } from "./tank/mcp.ts";
import { problemProgram } from "./tank/problem.ts";
import { slackManifestProgram } from "./tank/slack-manifest.ts";
import { workerRoleProgram } from "./tank/worker-role.ts";

const usage = `Usage: npm run tank -- PROGRAM [options]

  do @name '/command …'   gives a command from outside, to a running bot or straight to its data
  mcp                     lets a program of this machine play, by the Model Context Protocol
  doctor                  looks at configuration, database and runner: green or red, with the remedy
  backup FILE             writes everything but the queue to one file, while the bot runs or not
  restore FILE            fills an empty database from such a file
  problem check FOLDER    reads a problem, builds, checks and times its baseline, and says what is missing
  problem new NAME        writes a small problem that plays
  init                    checks and times a baseline, and writes a new season's file
  export                  writes a season, or one round, as pages and JSON
  kept run:N|sha:HASH     writes a run's log or code out of the database, whatever a channel may see
  slack-manifest          prints the Slack app, for "From a manifest"
  worker-role             prints the database role of a runner's workers, as SQL
  import FILE             reads such a JSON, or a scorecard of a season played by hand

npm run tank -- PROGRAM --help says more.
`;

const programs: Readonly<Record<string, (argv: readonly string[]) => Promise<number>>> = {
  do: doCommand,
  mcp: mcpProgram,
  doctor,
  backup: backupProgram,
  restore: restoreProgram,
  init,
  export: exportProgram,
  import: importProgram,
  kept: keptProgram,
  problem: problemProgram,
  "slack-manifest": slackManifestProgram,
  "worker-role": workerRoleProgram,
};

export async function main(argv: readonly string[]): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined || name === "--help" || name === "help") {
    process.stdout.write(usage);
    return name === undefined ? 1 : 0;
  }
  const program = programs[name];
  if (program) return program(rest);
  const guess = nearest(name, Object.keys(programs));
  throw new UserError(
    "usage",
    `There is no program "${name.slice(0, 60)}"${guess ? `; did you mean "${guess}"?` : "."}`,
    `Programs: ${Object.keys(programs).join(", ")}.`,
  );
}

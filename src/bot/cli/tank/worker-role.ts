import { readFileSync } from "node:fs";
import { RunnerName } from "../../../rounds/store/queue.ts";
import { UserError } from "../../../rounds/user-error.ts";
import { configPath } from "../paths.ts";
import { readRunnerOption } from "../runner-option.ts";

const usage = `Usage: npm run -s tank -- worker-role [--runner NAME] | psql "$DATABASE_URL"

Prints the database role of the workers of one runner, tank_worker_NAME, as SQL: it can take this runner's runs and
store raw reports, and nothing else. Run it once the bot has been started, as the bot's own user, and again after an
upgrade. Then give the role its password: psql "$DATABASE_URL" -c '\\password tank_worker_NAME'

  --runner NAME  whose workers (default: local)
  --help         this text
`;

export async function workerRoleProgram(argv: readonly string[]): Promise<number> {
  const { help, runner } = readRunnerOption(argv, "npm run tank -- worker-role --help");
  process.stdout.write(help ? usage : workerRoleSql(runner));
  return 0;
}

/** @throws UserError for a name that no runner can have: it becomes a part of the SQL */
export function workerRoleSql(runner: string): string {
  const name = RunnerName.safeParse(runner);
  if (!name.success) {
    throw new UserError("bad-runner", "A runner can't have this name.", "Use lower case, digits and dashes.");
  }
  return readFileSync(configPath("worker-role.sql"), "utf8").replaceAll("RUNNER", name.data);
}

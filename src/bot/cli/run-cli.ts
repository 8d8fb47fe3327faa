import { randomUUID } from "node:crypto";
import { UserError } from "../../rounds/user-error.ts";
import { errorText } from "../error-facts.ts";
import { redact } from "../redact.ts";

/** Runs a command-line program: a person's mistake is two sentences and exit code 1, a bug is shown with its stack. */
export async function runCli(name: string, main: () => Promise<number>): Promise<void> {
  // Node itself would print all that hangs on an error, such as the parameters of a statement.
  process.on("uncaughtException", (error) => {
    process.stderr.write(lastWords(name, error));
    process.exit(1);
  });
  try {
    process.exitCode = await main();
  } catch (error) {
    process.exitCode = 1;
    process.stderr.write(lastWords(name, error));
  }
}

/** What a program says at a fatal end; never a secret. */
function lastWords(name: string, error: unknown): string {
  if (error instanceof UserError) {
    return redact(`${name}: ${error.message}\n${error.hint === undefined ? "" : `${error.hint}\n`}`);
  }
  const broke = `${name}: something broke that should not have (${randomUUID()}). Please report this:`;
  return redact(`${broke}\n${errorText(error)}\n`);
}

/** What `parseArgs` complains of, without its advice on rarer ways to write it. */
export function usageText(error: TypeError): string {
  return `${error.message.split(/\.?\n|\. /)[0]}.`;
}

import { randomUUID } from "node:crypto";
import { UserError } from "../../rounds/user-error.ts";

/** Runs a command-line program: a person's mistake is two sentences and exit code 1, a bug is shown with its stack. */
export async function runCli(name: string, main: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await main();
  } catch (error) {
    process.exitCode = 1;
    if (error instanceof UserError) {
      process.stderr.write(`${name}: ${error.message}\n${error.hint === undefined ? "" : `${error.hint}\n`}`);
      return;
    }
    const shown = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(
      `${name}: something broke that should not have (${randomUUID()}). Please report this:\n${shown}\n`,
    );
  }
}

/** What `parseArgs` complains of, without its advice on rarer ways to write it. */
export function usageText(error: TypeError): string {
  return `${error.message.split(/\.?\n|\. /)[0]}.`;
}

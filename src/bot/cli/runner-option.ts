import { parseArgs } from "node:util";
import { localRunner } from "../../rounds/store/queue.ts";
import { UserError } from "../../rounds/user-error.ts";
import { usageText } from "./run-cli.ts";

/** The options of a program that is about one runner. @param help how its own options are asked for */
export function readRunnerOption(argv: readonly string[], help: string) {
  const options = {
    runner: { type: "string", default: localRunner },
    help: { type: "boolean", default: false },
  } as const;
  try {
    return parseArgs({ args: [...argv], options }).values;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UserError("usage", usageText(error), `${help} lists the options.`);
  }
}

import { UserError } from "../../../rounds/user-error.ts";
import { problemCheck } from "./problem-check.ts";
import { problemNew } from "./problem-new.ts";

const usage = `Usage: npm run tank -- problem check FOLDER [options]
       npm run tank -- problem new NAME [options]

  check FOLDER   reads a problem, or a season's file with its overlay; builds, checks and times its baseline
  new NAME       writes a small problem that plays, to be changed into yours

npm run tank -- problem check --help says more. docs/problems.md explains the format.
`;

/** `npm run tank -- problem …`. */
export async function problemProgram(argv: readonly string[]): Promise<number> {
  const [word, ...rest] = argv;
  if (word === "check") return problemCheck(rest);
  if (word === "new") return problemNew(rest);
  if (word === undefined || word === "--help") {
    process.stdout.write(usage);
    return word === undefined ? 1 : 0;
  }
  throw new UserError(
    "usage",
    `There is no "problem ${word.slice(0, 60)}".`,
    "There are `problem check` and `problem new`.",
  );
}

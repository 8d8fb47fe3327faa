import { census } from "../../rounds/store/census.ts";
import type { Database } from "../../rounds/store/database.ts";
import { brokenInvariants } from "../../rounds/store/invariants.ts";
import { UserError } from "../../rounds/user-error.ts";

/** Counts what is there and checks what must hold. */
export async function examineDatabase({ db }: Database, where: string): Promise<string> {
  const broken = await brokenInvariants(db);
  if (broken.length > 0) {
    throw new UserError(
      "invariants",
      broken.join("; "),
      "Keep a backup of this state, restore the last good one, and report this.",
    );
  }
  const { seasons, rounds, runs } = await census(db);
  return `${where}; every invariant holds; ${seasons} seasons, ${rounds} rounds, ${runs} runs`;
}

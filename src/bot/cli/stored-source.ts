import { existsSync } from "node:fs";
import type { CandidateFiles } from "../../rounds/candidate.ts";
import { openEmbedded } from "../../rounds/store/embedded.ts";
import { findSources } from "../../rounds/store/sources.ts";
import { UserError } from "../../rounds/user-error.ts";

/** Code by the first digits of its hash, out of a season's data folder, which nobody else may be using. */
export async function findStoredSource(dataFolder: string, prefix: string): Promise<CandidateFiles> {
  if (!/^[0-9a-f]{8,64}$/.test(prefix)) {
    throw new UserError(
      "hash",
      `"sha:${prefix.slice(0, 64)}" is no hash.`,
      "Give at least its first 8 digits, as the verdict shows them.",
    );
  }
  if (!existsSync(dataFolder)) {
    throw new UserError(
      "no-data",
      `There is no data folder ${dataFolder}.`,
      "Name the season's folder with --data FOLDER.",
    );
  }
  await using database = await openEmbedded(dataFolder, (error) => {
    throw error;
  });
  const [found, another] = await findSources(database.db, prefix);
  if (found && !another) return found;
  const what = another ? "several sources begin with" : "no source begins with";
  throw new UserError(
    "hash",
    `In ${dataFolder} ${what} ${prefix}.`,
    "Give more of its digits, or another --data FOLDER.",
  );
}

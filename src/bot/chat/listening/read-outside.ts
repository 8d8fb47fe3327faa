import { UserError } from "../../../rounds/user-error.ts";
import type { GitPath, ReadGit } from "../../command.ts";

/** Reads git between two tries of a command, and never while its transaction keeps the database from everybody else. */
export interface OutsideReader {
  /** For the command: what was read before; anything else refuses this try. */
  readonly readGit: ReadGit;
  /** Reads what the last try asked for; false where it asked for nothing new. */
  readonly readMissing: () => Promise<boolean>;
}

type Read = Awaited<ReturnType<ReadGit>>;

export function outsideReader(readGit: ReadGit): OutsideReader {
  const read = new Map<string, () => Read>();
  let missing: GitPath | null = null;
  return {
    async readGit(wanted) {
      const known = read.get(keyOf(wanted));
      if (known !== undefined) return known();
      missing = wanted;
      throw new UserError("git-being-read", "This is read from git first.", "Try it again in a moment.");
    },
    async readMissing() {
      if (missing === null) return false;
      const wanted = missing;
      missing = null;
      const found = await readGit(wanted).then(
        (files) => () => files,
        (error: unknown) => () => {
          throw error;
        },
      );
      read.set(keyOf(wanted), found);
      return true;
    },
  };
}

function keyOf({ remote, sha, path }: GitPath): string {
  return JSON.stringify([remote, sha, path]);
}

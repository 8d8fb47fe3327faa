import type { PitchId } from "../../round/round-state.ts";
import type { Tx } from "../../store/database.ts";
import { getPitch, type PitchRow } from "../../store/pitches.ts";
import { UserError } from "../../user-error.ts";
import { findPitch } from "./find-pitch.ts";

/**
 * The pitches that a pitch combines, each once.
 * @param child the pitch itself, where it is there already
 * @throws UserError for a parent that isn't there, and for one that descends from the child
 */
export async function parentsOf(
  tx: Tx,
  seasonId: number,
  said: readonly string[],
  child: PitchRow | null = null,
): Promise<readonly PitchId[]> {
  const ids: PitchId[] = [];
  for (const each of said) {
    const { id } = await findPitch(tx, seasonId, each, "last").catch(aboutParents);
    if (child !== null && (await descendsFrom(tx, id, child.id))) {
      throw new UserError(
        "parent-circle",
        `Pitch ${each} can't be a parent of ${child.letter}: it is ${child.letter} itself, or made of it.`,
        "Name pitches that were there before: parents=A,C, or parents=none.",
        { about: ["parents"] },
      );
    }
    if (!ids.includes(id)) ids.push(id);
  }
  return ids;
}

/** A form that was opened on one pitch may name others. */
function aboutParents(error: unknown): never {
  if (!(error instanceof UserError)) throw error;
  throw new UserError(error.code, error.message, error.hint, { cause: error, about: ["parents"] });
}

async function descendsFrom(tx: Tx, id: PitchId, ancestor: PitchId): Promise<boolean> {
  const seen = new Set<PitchId>();
  const left = [id];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    if (next === ancestor) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    left.push(...(await getPitch(tx, next)).parents);
  }
  return false;
}

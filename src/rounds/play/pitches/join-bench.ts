import { type PitchInput, pitchersOf } from "../../pitch.ts";
import { type Placed, twinOnBench } from "../../store/bench.ts";
import type { Tx } from "../../store/database.ts";
import { type PitchRow, updatePitch } from "../../store/pitches.ts";
import { UserError } from "../../user-error.ts";
import { haveOneOwner } from "../rights/owner-of.ts";

/**
 * Joins a pitch with the one on the bench that is the same: the same code, or where it brings none, the same title and
 * approach. What its authors predict and why stays on the one that stands. The bench is locked by the caller.
 * @returns the pitch that it was joined with; null where it is the first of its kind
 * @throws UserError where one of them, or of their owners, has pitched it already
 */
export async function joinBench(tx: Tx, place: Placed, content: PitchInput): Promise<PitchRow | null> {
  const twin = await twinOnBench(tx, place, content);
  if (twin === null) return null;
  const { authors, joined = [] } = twin.content;
  const there = pitchersOf(twin.content);
  if (content.authors.some((name) => there.some((other) => haveOneOwner(name, other)))) {
    throw new UserError(
      "pitched-already",
      `This stands on the bench already: ${twin.letter}, ${twin.content.title}, by ${authors.join(", ")}.`,
      `Change that one, /pitch edit bench:${twin.letter}, or pitch something else.`,
    );
  }
  const { prediction, reasoning } = content;
  const said = { prediction, ...(reasoning !== undefined && { reasoning }) };
  const more = content.authors.map((by) => ({ by, ...said }));
  const pitch = { ...twin, content: { ...twin.content, joined: [...joined, ...more] } };
  await updatePitch(tx, pitch);
  return pitch;
}

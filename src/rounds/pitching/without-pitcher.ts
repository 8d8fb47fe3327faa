import type { PitchInput } from "../pitch.ts";
import { answersFor } from "../play/rights/owner-of.ts";

/**
 * What is left of a pitch when somebody takes their part in it back; null: nobody else pitched the same. Where its
 * authors go, the first who joined them takes their place, with what they predicted themselves.
 */
export function withoutPitcher(content: PitchInput, by: string): PitchInput | null {
  const { authors, joined = [], reasoning: _, prediction: __, ...rest } = content;
  const others = joined.filter((each) => !answersFor(by, [each.by]));
  if (!answersFor(by, authors)) return { ...content, joined: others };
  const [heir, ...more] = others;
  if (heir === undefined) return null;
  const { by: author, ...said } = heir;
  return { ...rest, ...said, authors: [author], joined: more };
}

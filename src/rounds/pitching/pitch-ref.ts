import { UserError } from "../user-error.ts";

/** How people name a pitch: `B`, `bench:A` (after Z comes AA), `1A` for round 1's A. */
export interface PitchRef {
  readonly letter: string;
  /** Null: the open round's, or else the bench's. */
  readonly place: "bench" | number | null;
}

export function readPitchRef(text: string): PitchRef | null {
  const [, bench, round, letter] =
    /^(?:(bench)[:\s-]|(?:round\s*)?(\d{1,4})[:\s-]?)?([a-z]{1,2})$/i.exec(text.trim()) ?? [];
  if (letter === undefined) return null;
  return { letter: letter.toUpperCase(), place: bench ? "bench" : round === undefined ? null : Number(round) };
}

/** @throws UserError for text that names no pitch */
export function parsePitchRef(text: string): PitchRef {
  const ref = readPitchRef(text);
  if (ref !== null) return ref;
  const hint = "Write its letter; bench:A is the bench's A, and 1A was round 1's.";
  throw new UserError("unknown-pitch", `"${text.slice(0, 40)}" is no pitch.`, hint);
}

export function pitchRefText({ letter, place }: PitchRef): string {
  if (place === null) return letter;
  return place === "bench" ? `bench:${letter}` : `${place}${letter}`;
}

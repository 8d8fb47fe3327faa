import { z } from "zod";
import { haveOneOwner, ownerOf } from "./play/rights/owner-of.ts";
import type { PitchId } from "./round/round-state.ts";
import { UserError } from "./user-error.ts";

/** A probability as people say it: 0 to 100 percent. */
export const Percent = z.number().min(0).max(100);

/** A shark's statements in one round, pitches by letter. */
export const BallotInput = z.strictObject({
  shark: z.string().min(1),
  /** The pitch to fund, or none. */
  fund: z.union([z.string().regex(/^[A-Z]$/, "a pitch is named by its letter, A to Z"), z.literal("none")]),
  /** That a pitch, if it runs in this round, is recorded as a success: percent by letter. */
  chances: z.record(z.string().regex(/^[A-Z]$/), Percent),
  /** The predicted speedup of the funded pitch. */
  speedup: z.number().positive().max(1000).optional(),
  reason: z.string().max(2000).optional(),
});
export type BallotInput = z.infer<typeof BallotInput>;

/** A ballot as stored: what was not stated is not scored. */
export interface Ballot {
  readonly shark: string;
  readonly fund: PitchId | null;
  readonly chances: readonly { readonly pitch: PitchId; readonly percent: number }[];
  readonly speedup: number | null;
  readonly reason: string | null;
}

/** What a ballot may speak of. */
export interface BallotPitch {
  readonly id: PitchId;
  readonly letter: string;
  readonly title: string;
  readonly authors: readonly string[];
}

/**
 * Every reason to refuse a ballot, in the order a shark would want to hear them.
 * What a person or any of their agents pitched is their own for all of them.
 */
export function checkBallot(input: BallotInput, pitches: readonly BallotPitch[]): Ballot {
  const named = [...new Set([input.fund, ...Object.keys(input.chances)])].filter((letter) => letter !== "none");
  const letters = pitches.map((pitch) => pitch.letter);
  for (const letter of named) {
    const pitch = pitches.find((candidate) => candidate.letter === letter);
    if (!pitch) {
      const known = letters.length > 0 ? `On the table: ${letters.join(", ")}.` : "No pitch is on the table yet.";
      throw new UserError("unknown-pitch", `There is no pitch ${letter} in this round.`, known);
    }
    if (pitch.authors.some((author) => haveOneOwner(author, input.shark))) {
      throw new UserError(
        "own-pitch",
        ownPitch(pitch, input.shark),
        "Fund another pitch or none, and leave your own out of the chances.",
        { about: ["pitch"] },
      );
    }
  }
  if (input.fund !== "none" && input.chances[input.fund] === undefined) {
    throw new UserError(
      "no-chance-stated",
      `You fund ${input.fund} without saying how likely it is to succeed.`,
      "Add its chance in percent, from p=0 to p=100: p=70, say.",
      { about: ["p"] },
    );
  }
  const idOf = (letter: string) => pitches.find((pitch) => pitch.letter === letter)?.id ?? null;
  const chances = Object.entries(input.chances).flatMap(([letter, percent]) => {
    const pitch = idOf(letter);
    return pitch === null ? [] : [{ pitch, percent }];
  });
  return {
    shark: input.shark,
    fund: input.fund === "none" ? null : idOf(input.fund),
    chances: chances.toSorted((a, b) => a.pitch - b.pitch),
    speedup: input.speedup ?? null,
    reason: input.reason ?? null,
  };
}

function ownPitch({ letter, authors }: BallotPitch, shark: string): string {
  if (authors.includes(shark)) return `${letter} is your own pitch, and nobody votes on their own.`;
  const author = authors.find((each) => haveOneOwner(each, shark)) ?? shark;
  return `${letter} is ${author}'s pitch: ${ownerOf(shark)} and their agents count as one, and nobody votes on their own.`;
}

import { z } from "zod";
import { storable } from "../../../rounds/storable.ts";
import { type BallotFacts, isOwn, saidBallot, statedChances, statedFund, statedSpeedup } from "../../forms/ballot.ts";
import type { Said } from "../../forms/said.ts";
import { readPercent } from "../../grammar/values.ts";
import type { BallotTap } from "./ballot-action.ts";
import type { FilledInput } from "./read-submission.ts";

/** A ballot that is being filled in: what was tapped and typed so far, as it would be typed. */
export const BallotDraft = z.strictObject({
  round: z.number(),
  /** A letter, or "none"; null before either was chosen. */
  fund: z.string().nullable(),
  chances: z.record(z.string(), z.string()),
  speedup: z.string().nullable(),
  reason: z.string().nullable(),
  /** The pitches that its message shows, counted from 1. */
  page: z.number().int().positive(),
  /** It was asked whether the ballot that stands is to be taken back. */
  asksBack: z.boolean(),
});
export type BallotDraft = z.infer<typeof BallotDraft>;

/** As the ballot stands. */
export function standingDraft(facts: BallotFacts): BallotDraft {
  return {
    round: facts.round,
    fund: statedFund(facts) ?? null,
    chances: { ...statedChances(facts) },
    speedup: statedSpeedup(facts) ?? null,
    reason: facts.ballot?.reason ?? null,
    page: 1,
    asksBack: false,
  };
}

/** The draft after a tap; the last word counts, and a chip that was chosen already is chosen no longer. */
export function tapped(draft: BallotDraft, tap: BallotTap): BallotDraft {
  const next = { ...draft, asksBack: tap.kind === "ask-back" };
  switch (tap.kind) {
    case "chip": {
      const { [tap.letter]: before, ...others } = draft.chances;
      const percent = `${tap.percent}`;
      return { ...next, chances: before === percent ? others : { ...others, [tap.letter]: percent } };
    }
    case "fund":
      return { ...next, fund: tap.fund };
    case "page":
      return { ...next, page: tap.page };
    default:
      return next;
  }
}

/** The draft with what was typed into one of its modals; an emptied input says nothing any more. */
export function withTyped(draft: BallotDraft, inputs: readonly FilledInput[]): BallotDraft {
  let { speedup, reason } = draft;
  const chances: Record<string, string> = { ...draft.chances };
  for (const { id, text } of inputs) {
    const said = text === null ? null : storable(text.trim());
    const letter = /^chance:([A-Z])$/.exec(id)?.[1];
    if (id === "speedup") speedup = said;
    else if (id === "reason") reason = said;
    else if (letter !== undefined && said === null) delete chances[letter];
    else if (letter !== undefined && said !== null) chances[letter] = said;
  }
  return { ...draft, chances, speedup, reason };
}

/** The ballot as `/vote B p=70 A=20` would have been typed. */
export function ballotOf({ fund, chances, speedup, reason }: BallotDraft): Said {
  return saidBallot({ fund, chances, speedup, reason });
}

/** What a ballot lacks before it can be cast; null where nothing is missing. */
export function missingOf({ fund, chances }: BallotDraft, { pitches, shark }: BallotFacts): string | null {
  const wrong = Object.entries(chances).find(([, text]) => readPercent(text) === null);
  if (wrong !== undefined) return `${wrong[0]} can't be "${wrong[1].slice(0, 40)}": a chance is 0 to 100, in percent.`;
  if (fund === null) return "Choose which one to fund, or none.";
  const funded = pitches.find(({ letter }) => letter === fund);
  if (funded !== undefined && isOwn(funded, shark)) return `${fund} is your own: fund another one, or none.`;
  return fund === "none" || chances[fund] !== undefined ? null : `You fund ${fund}: say how likely it is to succeed.`;
}

import { momentText } from "../deadline.ts";
import type { RoundState } from "../round/round-state.ts";
import type { RoundRow } from "../store/rounds.ts";
import type { SeasonRow } from "../store/seasons.ts";
import { UserError } from "../user-error.ts";

/** What comes at a phase's deadline is late, also while nobody has ended the phase yet. */
export function requireInTime({ round, number, deadlineAt }: RoundRow, { settings }: SeasonRow, now: Date): void {
  if (deadlineAt === null || now < deadlineAt) return;
  const told = late[round.now.state];
  if (told === undefined) return;
  throw new UserError(
    "deadline-passed",
    `${told.what} of round ${number} closed at ${momentText(deadlineAt, settings.rules.timezone)}.`,
    told.next,
  );
}

const late: Partial<Readonly<Record<RoundState["state"], { readonly what: string; readonly next: string }>>> = {
  pitching: { what: "The pitching", next: "Keep it for the next round." },
  voting: { what: "The vote", next: "The ballots are being counted; the next round opens a new vote." },
  building: {
    what: "The wait for code",
    next: "The pitch counts as not built, which scores nothing: pitch it again, with its code, in the next round.",
  },
};

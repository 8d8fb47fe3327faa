import { momentText } from "../deadline.ts";
import type { RoundRow } from "../store/rounds.ts";
import type { SeasonRow } from "../store/seasons.ts";
import { UserError } from "../user-error.ts";

/** A ballot may be cast, changed and withdrawn while the vote is open, and not a moment longer. */
export function requireVoting({ round, number, deadlineAt }: RoundRow, { settings }: SeasonRow, now: Date): void {
  if (round.now.state !== "voting") {
    const early = round.now.state === "opening" || round.now.state === "pitching";
    const hint = early ? "Voting opens when the host closes the pitches." : "The next round opens a new vote.";
    throw new UserError("not-voting", `Round ${number} is not voting${early ? " yet" : " any more"}.`, hint);
  }
  if (deadlineAt === null || now < deadlineAt) return;
  throw new UserError(
    "deadline-passed",
    `The vote of round ${number} closed at ${momentText(deadlineAt, settings.rules.timezone)}.`,
    "The ballots are being counted; the next round opens a new vote.",
  );
}

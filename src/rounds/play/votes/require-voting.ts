import type { RoundRow } from "../../store/rounds.ts";
import type { SeasonRow } from "../../store/seasons.ts";
import { UserError } from "../../user-error.ts";
import { requireInTime } from "../require-in-time.ts";

/** A ballot may be cast, changed and withdrawn while the vote is open, and not a moment longer. */
export function requireVoting(row: RoundRow, season: SeasonRow, now: Date): void {
  const { round, number } = row;
  if (round.now.state !== "voting") {
    const early = round.now.state === "opening" || round.now.state === "pitching";
    const hint = early ? "Voting opens when the host closes the pitches." : "The next round opens a new vote.";
    throw new UserError("not-voting", `Round ${number} is not voting${early ? " yet" : " any more"}.`, hint);
  }
  requireInTime(row, season, now);
}

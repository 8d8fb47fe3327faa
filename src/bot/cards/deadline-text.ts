import { momentText } from "../../rounds/deadline.ts";
import { hasVote } from "../../rounds/round/round.ts";
import type { RoundRow } from "../../rounds/store/rounds.ts";

/** `Fri 27 Nov 2026, 18:00 (Europe/Berlin), in 3 h 20 min`: a deadline for people. */
export function deadlineText(at: Date, now: Date, timezone: string): string {
  return `${momentText(at, timezone)}, ${leftText(at.getTime() - now.getTime())}`;
}

const minute = 60_000;

function leftText(ms: number): string {
  if (ms <= 0) return "which has passed";
  const minutes = Math.ceil(ms / minute);
  if (minutes < 60) return `in ${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `in ${hours} h${minutes % 60 === 0 ? "" : ` ${minutes % 60} min`}`;
  const days = Math.floor(hours / 24);
  return `in ${days} days${hours % 24 === 0 ? "" : ` ${hours % 24} h`}`;
}

/** What happens at the deadline of the phase in hand, and when; null where it has none. */
export function deadlineLine(
  { round, deadlineAt }: RoundRow,
  now: Date,
  timezone: string,
): { readonly what: string; readonly at: Date; readonly text: string } | null {
  const what = endOf(round);
  if (deadlineAt === null || what === null) return null;
  return { what, at: deadlineAt, text: `${what}: ${deadlineText(deadlineAt, now, timezone)}.` };
}

function endOf({ terms, now }: RoundRow["round"]): string | null {
  switch (now.state) {
    case "pitching":
      if (hasVote(terms)) return "Pitching ends and voting opens";
      return terms.kind === "research" ? "Pitching ends" : "Pitching ends and the runs begin";
    case "voting":
      return "The vote closes";
    case "building":
      return "The wait for code ends";
    case "needs-host":
      return "Unless the host answers, nothing is promoted";
    default:
      return null;
  }
}

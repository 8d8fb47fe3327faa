import { UserError } from "../../rounds/user-error.ts";

const copyIt = "Nothing was sent. Copy what you wrote, close it and open it again in this round.";

/**
 * @param next what to do with what was written
 * @param now the number of the round that the season is at; null where there is none
 * @throws UserError for a form that was opened in another round
 */
export function requireSameRound(
  { round }: { readonly round: number | null },
  now: number | null,
  next = copyIt,
): void {
  if (round === null || now === null || round === now) return;
  throw new UserError(
    "form-of-another-round",
    `This form was opened in round ${round}, and round ${now} is open now.`,
    next,
  );
}

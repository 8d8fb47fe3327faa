import type { RoundRow } from "../store/rounds.ts";
import { UserError } from "../user-error.ts";

/** Whoever opened a round is its host; nobody else may end, cancel or decide it. */
export function requireHost({ host, number }: RoundRow, asking: string, verb: string): void {
  if (host === asking) return;
  throw new UserError(
    "not-host",
    `Only ${host}, the host of round ${number}, can ${verb} it.`,
    `Ask ${host} to do it.`,
  );
}

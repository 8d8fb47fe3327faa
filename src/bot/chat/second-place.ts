import type { Db } from "../../rounds/store/database.ts";
import { placesShown } from "../../rounds/store/outbox.ts";
import { UserError } from "../../rounds/user-error.ts";
import type { ChatPlatform } from "./chat-platform.ts";

/** What people of a second place get to see of a season, and what nobody sees. */
export const becomesVisible = [
  "every round, past ones too: pitches with their authors' names and code, questions, answers, proofs and host's decisions",
  "the kernel that must be beaten, with its knobs, its times and the machine's name",
  "verdicts with their charts and logs, lessons, history, scoreboard, and exports of all that",
  "who takes part, by the names they play under; ballots as secret as before: a count until the vote closes, then the tally",
] as const;

/**
 * A season that was shown in one place is shown in another only where its installation says so.
 * @throws UserError that lists what would become visible
 */
export async function refuseSecondPlace(
  db: Db,
  seasonId: number,
  { chats, isPublic }: { readonly chats: readonly ChatPlatform[]; readonly isPublic: boolean },
): Promise<void> {
  if (isPublic) return;
  const now = chats.map(({ platform }) => platform);
  const before = (await placesShown(db, seasonId)).map((channel) => channel.split(":", 1)[0] ?? "");
  const places = new Set([...now, ...before.filter((place) => place === "slack" || place === "discord")]);
  if (places.size < 2) return;
  throw new UserError(
    "second-place",
    `This season would be seen on ${[...places].join(" and ")}: whoever is in either place would see all of it.`,
    `If that is meant, set "public: true" in config/tank.yml. It shows in each place: ${becomesVisible.join("; ")}.`,
  );
}

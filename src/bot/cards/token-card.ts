import type { TokenRole } from "../../rounds/access-token.ts";
import type { MadeToken } from "../../rounds/play/access/make-token.ts";
import { isAgent } from "../../rounds/play/rights/owner-of.ts";
import type { AccessTokenRow } from "../../rounds/store/access-tokens.ts";
import type { Card } from "./card.ts";
import { listText } from "./numbers.ts";

/** A token, this once: nothing that is kept can show it again. */
export function tokenCard({
  id,
  text,
  expiresAt,
  player,
  roles,
  season,
}: MadeToken & {
  readonly roles: readonly TokenRole[];
  readonly season: string | null;
}): Card {
  return {
    title: `Token ${id}, for ${player}`,
    lead: "Copy it now: it is shown this once, and kept nowhere but as a hash.",
    mood: "good",
    sections: [
      { kind: "code", text },
      {
        kind: "facts",
        facts: [
          { name: "Plays as", value: isAgent(player) ? `${player}, and spends your quota` : `${player}: you yourself` },
          { name: "May", value: rolesText(roles) },
          { name: "Opens", value: season === null ? "every season that is played here" : `the season ${season}` },
          { name: "Until", value: dayText(expiresAt) },
        ],
      },
    ],
    footer: `Put it into the program's environment as TANK_TOKEN, never into a pitch. docs/agents.md shows the way in. /tank revoke ${id} ends it.`,
  };
}

export function tokensCard(tokens: readonly AccessTokenRow[], now: Date): Card {
  const columns = [
    { name: "Token", align: "right" },
    { name: "Plays as", align: "left" },
    { name: "May", align: "left" },
    { name: "Until", align: "left" },
    { name: "Last used", align: "left" },
  ] as const;
  const rows = tokens.map(({ id, player, roles, expires_at, used_at }) => [
    String(id),
    player,
    rolesText(roles),
    dayText(expires_at),
    used_at === null ? "never" : usedText(used_at, now),
  ]);
  const none = {
    kind: "text",
    text: "None. /tank token makes one for you, /tank token skeptic one for an agent.",
  } as const;
  return {
    title: "Tokens",
    mood: "neutral",
    sections: [tokens.length === 0 ? none : { kind: "table", columns, rows }],
    footer: "/tank revoke 3 ends one, /tank revoke all ends all of yours.",
  };
}

function rolesText(roles: readonly TokenRole[]): string {
  const said = { contestant: ["pitch", "measure"], shark: ["ask", "vote"], host: ["host"] } as const;
  return listText(["read", ...roles.flatMap((role) => said[role])]);
}

function dayText(at: Date): string {
  return at.toISOString().slice(0, 10);
}

/** Kept to the hour. */
function usedText(at: Date, now: Date): string {
  const hours = Math.floor((now.getTime() - at.getTime()) / 3_600_000);
  return hours < 2 ? "in the last hours" : hours < 48 ? `${hours} hours ago` : `${Math.floor(hours / 24)} days ago`;
}

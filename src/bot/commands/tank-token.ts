import { z } from "zod";
import { type TokenRole, tokenRoles } from "../../rounds/access-token.ts";
import { makeToken } from "../../rounds/play/access/make-token.ts";
import { tokenCard } from "../cards/token-card.ts";
import { defineCommand } from "../command.ts";
import { textOption } from "../grammar/option.ts";
import { oneOf } from "../grammar/values.ts";

/** What a token opens where nothing else is said. */
const usualRoles: readonly TokenRole[] = ["contestant", "shark"];
const usualDays = 30;
const mostDays = 365;

export const tankToken = defineCommand({
  name: "tank",
  word: "token",
  forPeople: true,
  description: "A key for yourself or your agent, for programs: MCP, HTTP, events. Shown once, to you alone.",
  options: z.strictObject({
    agent: textOption(
      { about: "Your agent that it is for; left out: yourself.", looks: "your agent's name, such as skeptic", word: 0 },
      readAgent,
    ).optional(),
    roles: textOption(
      {
        about: "What it may do beside reading.",
        looks: "contestant, shark or both: contestant,shark; host only for yourself; none for reading alone",
        suggests: ["contestant,shark", "contestant", "shark", "none"],
        isOpen: true,
      },
      readRoles,
    ).optional(),
    seasons: oneOf(["this", "all"], { about: "all: every season that is played here." }).optional(),
    days: textOption(
      { about: "How long it opens anything.", looks: `a number of days from 1 to ${mostDays}` },
      readDays,
    ).optional(),
  }),
  examples: [
    "/tank token skeptic",
    "/tank token roles=none days=7",
    "/tank token autotuner roles=contestant seasons=all",
  ],
  async handle({ agent = null, roles = usualRoles, seasons = "this", days = usualDays }, { game, season, caller }) {
    const isForAllSeasons = seasons === "all";
    const made = await makeToken(game, { season, by: caller.name, agent, roles, isForAllSeasons, days });
    const facts = {
      token: made.id,
      secret: made.text,
      player: made.player,
      roles,
      seasons: isForAllSeasons ? null : [season],
      expires: made.expiresAt.toISOString(),
    };
    return { card: tokenCard({ ...made, roles, season: isForAllSeasons ? null : season }), facts };
  },
});

/** An agent is named without its owner, who says it. */
function readAgent(text: string): string | null {
  const name = text.normalize("NFC").trim().toLowerCase().replace(/^@/, "");
  return /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,29}$/u.test(name) ? name : null;
}

function readRoles(text: string): readonly TokenRole[] | null {
  const said = text
    .toLowerCase()
    .split(/[\s,+]+/)
    .filter((part) => part !== "");
  if (said.length === 1 && said[0] === "none") return [];
  const known = tokenRoles.filter((role) => said.some((each) => each === role || each === `${role}s`));
  return said.length > 0 && known.length === new Set(said).size ? known : null;
}

function readDays(text: string): number | null {
  const days = /^(\d{1,3})d?$/.exec(text.trim())?.[1];
  return days !== undefined && Number(days) >= 1 && Number(days) <= mostDays ? Number(days) : null;
}

import { z } from "zod";
import { endTokens } from "../../rounds/play/access/revoke-tokens.ts";
import { noticeCard } from "../cards/notice-card.ts";
import { listText } from "../cards/numbers.ts";
import { defineCommand } from "../command.ts";
import { textOption } from "../grammar/option.ts";
import { tokenFacts } from "./token-facts.ts";

export const tankRevoke = defineCommand({
  name: "tank",
  word: "revoke",
  forPeople: true,
  description: "End a token at once; a host may end anybody's.",
  options: z.strictObject({
    token: textOption(
      { about: "Which.", looks: "a token's number, as /tank tokens shows it; or all for yours", word: 0 },
      (text): number | "all" | null => {
        const said = text.trim().toLowerCase().replace(/^#/, "");
        if (said === "all") return said;
        return /^[1-9]\d{0,8}$/.test(said) ? Number(said) : null;
      },
    ),
  }),
  examples: ["/tank revoke 3", "/tank revoke all"],
  async handle({ token }, { game, season, caller }) {
    const ended = await endTokens(game, { season, by: caller.name, which: token });
    const names = listText(ended.map(({ id, player }) => `${id} (${player})`));
    const card = noticeCard(
      ended.length === 1 ? `Token ${names} is revoked` : `Tokens ${names} are revoked`,
      "Whoever uses it from now on is refused. What was done with it stands, under the name that it was done under.",
    );
    return { card, facts: { revoked: ended.map(tokenFacts) } };
  },
});

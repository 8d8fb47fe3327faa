import { z } from "zod";
import { banPerson, unbanPerson } from "../../rounds/play/host/ban-person.ts";
import { noticeCard } from "../cards/notice-card.ts";
import { defineCommand } from "../command.ts";
import { person, prose, yesNo } from "../grammar/values.ts";

export const tankBan = defineCommand({
  name: "tank",
  word: "ban",
  forHosts: true,
  description: "Keep somebody from playing in this season, or let them back in.",
  options: z.strictObject({
    person: person({ about: "Who.", word: 0, suggests: "player" }),
    reason: prose({ about: "Why; it is kept, and told to whom it concerns." }),
    lift: yesNo({ about: "yes: they may play again." }).optional(),
  }),
  examples: ['/tank ban @pete reason="floods the bench"', '/tank ban @pete lift=yes reason="talked it over"'],
  async handle({ person: name, reason, lift = false }, { game, season, caller }) {
    await (lift ? unbanPerson : banPerson)(game, { season, host: caller.name, person: name, reason });
    const what = lift ? `${name} may play again` : `${name} is banned from this season`;
    const next = lift ? "Your reason is kept." : "What they said so far stands; reading stays open to them.";
    return { card: noticeCard(what, next), facts: { person: name, banned: !lift, reason } };
  },
});

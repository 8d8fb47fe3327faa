import { z } from "zod";
import { getLatestStanding } from "../../rounds/memory/find-round.ts";
import { extendDeadline } from "../../rounds/play/extend-deadline.ts";
import { deadlineLine, deadlineText } from "../cards/deadline-text.ts";
import { noticeCard } from "../cards/notice-card.ts";
import { defineCommand } from "../command.ts";
import { duration, prose } from "../grammar/values.ts";
import { roundFacts } from "./facts.ts";

export const tankExtend = defineCommand({
  name: "tank",
  word: "extend",
  forHosts: true,
  description: "Give the phase in hand more time, or a deadline where it has none.",
  options: z.strictObject({
    by: duration({ about: "How much more; days are working days.", word: 0 }).optional(),
    until: prose({ about: "Or until when, in the season's time zone: 2026-11-27 18:00", most: 40 }).optional(),
    reason: prose({ about: "Why; it is kept." }).optional(),
  }),
  examples: ["/tank extend 2h", '/tank extend until="2026-11-27 18:00" reason="the B200 is back on Friday"'],
  async handle({ by, until, reason }, { game, season, caller }) {
    const { row, before, deadlineAt } = await extendDeadline(game, { season, host: caller.name, by, until, reason });
    const view = await getLatestStanding(game.database.db, season);
    const { timezone } = view.season.rules;
    const now = game.clock.now();
    const was = before === null ? "It had no deadline before." : `Before: ${deadlineText(before, now, timezone)}.`;
    const title = `Round ${row.number} ${before === null ? "has a deadline" : "has a new deadline"}`;
    return {
      card: noticeCard(title, `${deadlineLine(row, now, timezone)?.text ?? ""} ${was}`),
      facts: { before, deadline: deadlineAt, round: roundFacts(view) },
    };
  },
});

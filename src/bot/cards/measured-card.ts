import { seenConditions } from "../../rounds/judging/facts/seen-conditions.ts";
import type { Verdict } from "../../rounds/judging/verdict/verdict.ts";
import type { Report } from "../../rounds/report.ts";
import type { Card } from "./card.ts";
import { machineFacts, measuredFacts } from "./measured-facts.ts";
import { casesSection, errorSection, verdictMood } from "./verdict-card.ts";

/** A verdict that belongs to no season: all that is known of it is in its report. */
export function measuredCard(verdict: Verdict, report: Report): Card {
  const { machine, versions, sandbox } = report;
  const conditions = seenConditions(report);
  const ran = { machine: machine.name, versions, sandbox, ...(conditions === null ? {} : { conditions }) };
  return {
    title: `Verdict: ${verdict.verdict}`,
    lead: verdict.detail,
    mood: verdictMood(verdict.verdict),
    sections: [
      ...errorSection(verdict),
      ...casesSection(verdict),
      { kind: "facts", facts: [...measuredFacts(verdict, sandbox), ...machineFacts(ran)] },
    ],
    footer: "Private: it counts for nobody's credibility.",
  };
}

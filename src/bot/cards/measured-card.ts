import { seenConditions } from "../../rounds/judging/facts/seen-conditions.ts";
import type { Verdict } from "../../rounds/judging/verdict/verdict.ts";
import type { Report } from "../../rounds/report.ts";
import type { Card, Section } from "./card.ts";
import { machineFacts, measuredFacts } from "./measured-facts.ts";
import { plural } from "./numbers.ts";
import { casesSection, errorSection, verdictMood } from "./verdict-card.ts";

/** A verdict that belongs to no season: all that is known of it is in its report. */
export function measuredCard(verdict: Verdict, report: Report): Card {
  const { machine, versions, sandbox } = report;
  const conditions = seenConditions(report);
  const ran = { machine: machine.name, versions, sandbox, ...(conditions === null ? {} : { conditions }) };
  return {
    title: `Verdict: ${verdict.verdict}`,
    lead: withoutHost(verdict.detail),
    mood: verdictMood(verdict.verdict),
    sections: [
      ...busySection(verdict, machine),
      ...errorSection(verdict),
      ...casesSection(verdict),
      { kind: "facts", facts: [...measuredFacts(verdict, sandbox), ...machineFacts(ran)] },
    ],
    footer: "Private: it counts for nobody's credibility.",
  };
}

/** Beside a season nobody decides: what a verdict leaves to its host stays with whoever measured. */
function withoutHost(detail: string): string {
  return detail.replace(/(?:[:;] the|\. The) host decides\.$/, ".");
}

/** A processor has no sensors that tell foreign load from a kernel's doing; its load tells how far a doubt goes. */
function busySection({ verdict }: Verdict, { kind, facts }: Report["machine"]): readonly Section[] {
  const { cores, loadAtStart, loadAtEnd } = facts;
  if (verdict !== "suspect" || kind !== "cpu" || typeof cores !== "number") return [];
  const load = Math.max(...[loadAtStart, loadAtEnd].filter((each) => typeof each === "number"));
  if (load <= cores) return [];
  const text = `This machine has ${plural(cores, "core")} and had a load of ${load.toFixed(1)}: on a busy processor this happens to honest kernels. Measure again when it is quiet.`;
  return [{ kind: "text", text }];
}

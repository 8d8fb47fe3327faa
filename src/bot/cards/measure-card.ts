import type { MeasurementView } from "../../rounds/memory/measurement-view.ts";
import type { Card, Fact, Section } from "./card.ts";
import { measuredFacts } from "./measured-facts.ts";
import { casesSection, errorSection, verdictMood } from "./verdict-card.ts";

const isPrivate = "Private: it counts for nobody's credibility, and no approach moves.";

/** A private measurement: its verdict, or how far it is. */
export function measurementCard({ measurement, stored }: MeasurementView): Card {
  const { what, askedBy, state } = measurement;
  const told = `For @${askedBy}, ${what}`;
  if (stored) {
    const { verdict, ran } = stored;
    return {
      title: `${told}: ${verdict.verdict}`,
      lead: verdict.detail,
      mood: verdictMood(verdict.verdict),
      sections: [
        ...factsSection(measuredFacts(verdict, ran?.sandbox)),
        ...errorSection(verdict),
        ...casesSection(verdict),
      ],
      footer: `${ran === null ? "" : `On ${ran.machine}. `}${isPrivate}`,
    };
  }
  const gaveUp = state === "abandoned";
  return {
    title: gaveUp ? `${told}: no verdict` : told,
    lead: gaveUp
      ? "The runner gave up after three tries, which says nothing about the candidate. Ask again with /tank measure."
      : "It is being measured. The verdict comes here when it is done.",
    mood: "neutral",
    sections: [],
    footer: isPrivate,
  };
}

function factsSection(facts: readonly Fact[]): readonly Section[] {
  return facts.length === 0 ? [] : [{ kind: "facts", facts }];
}

import type { Card, ListItem, Section } from "./card.ts";

type Say = (text: string) => string;

/** A card whose texts a platform says in its own words. Code is what a compiler or a kernel said, and stays. */
export function saidCard(card: Card, say: Say): Card {
  const { title, subtitle, lead, footer, sections, unfolds } = card;
  return {
    ...card,
    title: say(title),
    ...(subtitle !== undefined && { subtitle: say(subtitle) }),
    ...(lead !== undefined && { lead: say(lead) }),
    ...(footer !== undefined && { footer: say(footer) }),
    sections: sections.map((section) => saidSection(section, say)),
    ...(unfolds !== undefined && { unfolds: unfolds.map((section) => saidSection(section, say)) }),
  };
}

function saidSection(section: Section, say: Say): Section {
  switch (section.kind) {
    case "code":
      return section;
    case "text":
    case "moment":
      return { ...section, text: say(section.text) };
    case "list":
      return { ...section, items: section.items.map((item) => saidItem(item, say)) };
    case "facts":
      return { ...section, facts: section.facts.map(({ name, value }) => ({ name, value: say(value) })) };
    case "table":
      return { ...section, rows: section.rows.map((row) => row.map(say)) };
  }
}

function saidItem({ text, details }: ListItem, say: Say): ListItem {
  return { text: say(text), ...(details !== undefined && { details: details.map(say) }) };
}

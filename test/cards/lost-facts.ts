import type { Card, Section } from "../../src/bot/cards/card.ts";
import { chatText } from "../../src/bot/text/chat-text.ts";

interface Platform {
  /** A moment is drawn as the platform's own date, so its text stands nowhere. */
  readonly datesAreDrawn?: boolean;
}

/**
 * A card's facts that stand nowhere in what a platform tells. A fact is every text of a card: title, subtitle, lead,
 * footer, each heading, item, detail, name, value, column and cell, line of code; so every number, name and command is in
 * one. Those of a section stand in its order and in one text of the platform's. Spaces, line breaks and what has no width
 * don't count, since that is where a text may be wrapped.
 */
export function lostFacts(card: Card, told: readonly string[], platform: Platform = {}): readonly string[] {
  const texts = told.map(squeezed);
  const sections = [...card.sections, ...(card.unfolds ?? [])];
  const { title, subtitle = "", lead = "", footer = "" } = card;
  const single = [title, subtitle, lead, footer, ...sections.flatMap(columnNames)].map((fact) => [fact]);
  return [...single, ...sections.map((section) => sectionFacts(section, platform))].flatMap((facts) => {
    const lost = texts.map((text) => firstLost(facts.map(squeezed), text));
    return lost.includes(null) ? [] : [lost[0] ?? ""];
  });
}

/** Those of columns in which something stands. */
function columnNames(section: Section): readonly string[] {
  if (section.kind !== "table") return [];
  const { columns, rows } = section;
  return columns.flatMap(({ name }, index) => (rows.some((row) => squeezed(row[index] ?? "") !== "") ? [name] : []));
}

/** The first of them that does not stand behind those before it. */
function firstLost(facts: readonly string[], text: string): string | null {
  let at = 0;
  for (const fact of facts) {
    const found = text.indexOf(fact, at);
    if (found < 0) return fact;
    at = found + fact.length;
  }
  return null;
}

function squeezed(text: string): string {
  return chatText(text).replace(/[\s\u200b│]+/gu, "");
}

function sectionFacts(section: Section, platform: Platform): readonly string[] {
  const heading = section.heading ?? "";
  switch (section.kind) {
    case "text":
    case "code":
      return [heading, section.text];
    case "list":
      return [heading, ...section.items.flatMap(({ text, details = [] }) => [text, ...details])];
    case "facts":
      return [heading, ...section.facts.flatMap(({ name, value }) => [name, value])];
    case "moment":
      return platform.datesAreDrawn ? [heading, section.what] : [heading, section.text];
    case "table":
      return [heading, ...section.rows.flatMap((row) => section.columns.map((_, index) => row[index] ?? ""))];
  }
}

import type { Finding } from "../doctor/finding.ts";
import type { Card, ListItem } from "./card.ts";

/** Green or red, each red line with its remedy. */
export function doctorCard(findings: readonly Finding[]): Card {
  const red = findings.filter((finding) => !finding.ok);
  const items = findings.map(({ part, ok, detail, remedy }): ListItem => {
    const mark = ok ? "✓" : "✗";
    return { text: `${mark} ${part}: ${detail}`, details: remedy === undefined ? [] : [`What to do: ${remedy}`] };
  });
  return {
    title: red.length === 0 ? "All is well" : `${red.length} of ${findings.length} need a hand`,
    mood: red.length === 0 ? "good" : "bad",
    sections: [{ kind: "list", items }],
  };
}

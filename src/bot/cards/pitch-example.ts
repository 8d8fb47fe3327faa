import type { RequirableField, Season } from "../../rounds/season.ts";

/** A pitch to fill in, with every field that this season would refuse it without; a finding has no number. */
export function pitchExample({ rules }: Season, approach: string, isFinding = false): string {
  const fields = [...new Set<RequirableField>(["reasoning", ...rules.requires])].map(fieldText);
  return [`/pitch "Your title" approach=${approach}`, ...(isFinding ? [] : ["speedup=1.5"]), ...fields].join(" ");
}

/** How a field is written in /pitch. */
function fieldText(field: RequirableField): string {
  if (field === "complexity" || field === "risk") return `${field}=low`;
  return `${field === "reasoning" ? "reason" : field}="…"`;
}

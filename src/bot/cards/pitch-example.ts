import type { RoundKind } from "../../rounds/round/round-state.ts";
import type { RequirableField, Season } from "../../rounds/season.ts";

/** A pitch to fill in, with every field that it would be refused without; a finding and a repair need no number. */
export function pitchExample({ rules }: Season, approach: string, kind: RoundKind = "optimise"): string {
  const fields = [...new Set<RequirableField>(["reasoning", ...rules.requires])].map(fieldText);
  return [`/pitch "Your title" approach=${approach}`, ...inRound[kind], ...fields].join(" ");
}

const inRound: Readonly<Record<RoundKind, readonly string[]>> = {
  optimise: ["speedup=1.5"],
  repair: ["--file kernel.ts"],
  research: [],
};

/** How a field is written in /pitch. */
function fieldText(field: RequirableField): string {
  if (field === "complexity" || field === "risk") return `${field}=low`;
  return `${field === "reasoning" ? "reason" : field}="…"`;
}

import { isDeepStrictEqual } from "node:util";
import type { RoundRecord } from "../../rounds/memory/round-view.ts";
import type { Scoreboard } from "../../rounds/memory/scoreboard.ts";
import type { PitchId } from "../../rounds/round/round-state.ts";
import { credibilityText, listText, plural } from "./numbers.ts";

/** How people and agents voted, in a line; null where only one of them did. */
export function apartText({ tally, pitches }: Pick<RoundRecord, "tally" | "pitches">): string | null {
  if (tally === null || tally.apart === null) return null;
  const { people, agents, counts } = tally.apart;
  const voted = `${plural(people, "person", "people")} and ${plural(agents, "agent")} voted`;
  if (counts === null) return `${voted}.`;
  const alone = (["people", "agents"] as const)
    .filter((group) => !isDeepStrictEqual(counts[group].funded, tally.funded))
    .map((group) => `${group} alone would have funded ${lettersText(counts[group].funded, pitches)}`);
  return alone.length === 0 ? `${voted}, and would have funded the same alone.` : `${voted}; ${alone.join("; ")}.`;
}

function lettersText(funded: readonly PitchId[], pitches: RoundRecord["pitches"]): string {
  if (funded.length === 0) return "nobody";
  return listText(pitches.filter(({ id }) => funded.includes(id)).map(({ letter }) => letter));
}

/** What people and agents earned in the rounds that were scored here; null where only one of them did. */
export function creditApartText({ apart }: Pick<Scoreboard, "apart">): string | null {
  if (apart === null) return null;
  const { people, agents } = apart;
  const earned = [
    `${plural(people.sharks, "person", "people")} ${credibilityText(people.points)}`,
    `${plural(agents.sharks, "agent")} ${credibilityText(agents.points)}`,
  ];
  return `Apart, in the rounds scored here: ${earned.join(", ")}.`;
}

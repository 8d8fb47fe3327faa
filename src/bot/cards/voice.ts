import type { Season } from "../../rounds/season.ts";

export type Voice = Season["voice"];

/** What the show says loudly, and the plain voice as it is. */
export function headline(text: string, voice: Voice): string {
  return voice === "show" ? text.toUpperCase() : text;
}

/** A name and what it is: the founding document joins them with a dash. */
export function joined(name: string, told: string | null, voice: Voice): string {
  if (told === null) return name;
  return `${name}${voice === "show" ? " - " : ": "}${told}`;
}

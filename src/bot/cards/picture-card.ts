import type { Verdict } from "../../rounds/judging/verdict/verdict.ts";
import { realityText } from "../../rounds/memory/scoreboard.ts";
import type { SeasonCourse } from "../../rounds/memory/season-course.ts";
import type { Card } from "./card.ts";
import { gapText, listText, microseconds, plural, speedupText } from "./numbers.ts";

/** The season's picture in words, for those who can't see it and for those who only see its title. */
export function seasonPictureAlt({ readings, targetUs, machine, imported, attempts, elsewhere }: SeasonCourse): string {
  const [first, last] = [readings.at(0)?.us ?? null, readings.at(-1)?.us ?? null];
  const moved =
    readings.length > 1 ? `went from ${microseconds(first)} to ${microseconds(last)}` : `is at ${microseconds(last)}`;
  const target =
    targetUs === null || last === null
      ? ""
      : ` The target is ${microseconds(targetUs)}, a gap of ${gapText(last, targetUs)}.`;
  const counts = Map.groupBy(attempts, ({ verdict }) => verdict);
  const tried = [...counts].map(([verdict, each]) => `${each.length} ${verdict}`);
  const told =
    attempts.length === 0 ? "Nothing was tried yet." : `${plural(attempts.length, "attempt")}: ${listText(tried)}.`;
  const other =
    elsewhere > 0 ? ` ${plural(elsewhere, "attempt was", "attempts were")} measured on other machines.` : "";
  return `On ${machine}${imported ? " (imported)" : ""} the baseline ${moved}.${target} ${told}${other}`;
}

export function seasonPictureCard(course: SeasonCourse): Card {
  return {
    title: `${course.season.title}: the season in one picture`,
    lead: seasonPictureAlt(course),
    mood: "neutral",
    sections: [],
  };
}

/** A verdict's picture in words. */
export function verdictPictureAlt(name: string, verdict: Verdict): string {
  const cases = verdict.cases.map(({ label, speedup, ci95 }) => `${label} ${speedupText(speedup, ci95)}`);
  return `${name}: ${realityText(verdict)}. By case: ${listText(cases)}.`;
}

export function verdictPictureCard(name: string, verdict: Verdict): Card {
  return { title: `The verdict on ${name}`, lead: verdictPictureAlt(name, verdict), mood: "neutral", sections: [] };
}

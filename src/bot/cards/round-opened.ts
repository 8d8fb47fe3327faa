import type { RoundView } from "../../rounds/memory/round-view.ts";
import { predictionText } from "../../rounds/memory/scoreboard.ts";
import { wildCard } from "../../rounds/season.ts";
import type { PitchRow } from "../../rounds/store/pitches.ts";
import { gapRange, knobsSection, readingNotes, timesSection } from "./baseline-sections.ts";
import type { Card, ListItem, Section } from "./card.ts";
import { learnedSections } from "./learned-card.ts";
import { listText, plural } from "./numbers.ts";
import { previouslySections } from "./opening-past.ts";
import { roundRulesSections } from "./opening-rules.ts";
import { questionText, stakesSection, subtitleText, whatToDoSection } from "./opening-words.ts";
import { scoreboardSections } from "./scoreboard-card.ts";
import { headline, joined } from "./voice.ts";

/**
 * The opening card, section by section the founding document's: a phone first shows the question and what to do;
 * where the season stands, what is dead and why, and what must be beaten unfolds.
 */
export function roundOpenedCard(view: RoundView): Card {
  const { season, row } = view;
  const show = season.voice === "show";
  const title = headline(
    `${season.title}${show ? "" : ","} ${show ? "Round" : "round"} ${row.number}: ${row.title}`,
    season.voice,
  );
  const subtitle = subtitleText(view);
  return {
    title,
    ...(subtitle === null ? {} : { subtitle }),
    lead: questionText(view),
    mood: "neutral",
    banner: show,
    sections: [whatToDoSection(view)],
    unfolds: [
      ...previouslySections(view),
      ...scoreboardSections(view.scoreboard, season.voice),
      ...learnedSections(view),
      kernelSection(view),
      ...baselineSections(view),
      ...roundRulesSections(view),
      contestantsSection(view),
      stakesSection(view),
    ],
    ...(season.motto && show ? { footer: season.motto } : {}),
  };
}

/** True while every round so far has left the problem's own kernel in its place. */
function isBackToBaseline({ scoreboard, baseline }: RoundView): boolean {
  return scoreboard.counted > 0 && scoreboard.wins === 0 && baseline.promotedFrom === null;
}

function kernelSection(view: RoundView): Section {
  const { voice } = view.season;
  const back = voice === "show" && isBackToBaseline(view) ? " (BACK TO BASELINE)" : "";
  return knobsSection(view.knobs, `${headline("Current kernel state", voice)}${back}`, view.season);
}

function baselineSections(view: RoundView): readonly Section[] {
  const { baseline, season, scoreboard, row, approaches } = view;
  if (row.round.terms.kind === "repair") return [];
  const { voice } = season;
  const failed = new Set(scoreboard.lines.filter(({ success }) => success === false).map(({ round }) => round)).size;
  const unchanged = isBackToBaseline(view) && failed > 0 ? ` (unchanged after ${plural(failed, "failed round")})` : "";
  const heading = `${headline("Baseline performance", voice)}${unchanged}`;
  const whose = baseline.promotedFrom === null ? "The problem's own kernel." : `"${baseline.promotedFrom}".`;
  if (baseline.reading === null) return [{ kind: "text", heading, text: `${whose} Not timed yet.` }];
  const hasDead = approaches.some(({ status }) => status === "eliminated");
  const range = rangeText(view, hasDead);
  const notes = [whose, ...readingNotes(baseline.reading, season)].join(" ");
  return [
    timesSection(baseline.reading, heading, voice),
    { kind: "text", text: range === null ? notes : `${range}\n${notes}` },
  ];
}

function rangeText({ season, baseline }: RoundView, hasDead: boolean): string | null {
  const range = gapRange(baseline.reading);
  if (range === null) return null;
  if (season.opening.range !== undefined) return season.opening.range;
  if (season.voice === "plain") return `${range} off target.`;
  return `We're ${range} off target${hasDead ? ' and the "obvious" optimizations are invalid' : ""}.`;
}

/** Who has pitched; before anybody has, the open stage: the approaches that are left, as the show introduces them. */
function contestantsSection(view: RoundView): Section {
  const { row, season, pitches, approaches } = view;
  const { voice } = season;
  const heading = headline(`Round ${row.number} contestants`, voice);
  if (pitches.length > 0) return { kind: "list", heading, items: pitches.map((pitch) => contestant(view, pitch)) };
  const { only } = row.round.terms;
  const open = approaches.filter(({ key, status }) => status !== "eliminated" && (only === null || only === key));
  const items = open.map(({ name, tagline, idea }) => ({ text: joined(name, tagline ?? idea, voice) }));
  const hasWild = only === null || only === wildCard;
  const wild = { text: joined(headline("The wild card", voice), wildTagline(view), voice) };
  return {
    kind: "list",
    heading: `${heading}: nobody yet, the stage is open`,
    items: [...items, ...(hasWild ? [wild] : [])],
  };
}

function contestant(view: RoundView, { letter, content }: PitchRow): ListItem {
  const { title, authors, approach, prediction } = content;
  const told = view.approaches.find(({ key }) => key === approach)?.tagline ?? null;
  const tagline = content.tagline ?? told ?? (approach === wildCard ? wildTagline(view) : null);
  const number = prediction === null ? "" : ` Predicts ${predictionText(prediction)}.`;
  const text = `Contestant ${letter}: ${title}, by ${listText(authors)}.${number}`;
  return { text, details: tagline === null ? [] : [tagline] };
}

function wildTagline({ season }: RoundView): string {
  return season.opening.wildCard ?? "Anything goes";
}

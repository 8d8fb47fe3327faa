import type { ApproachView } from "../../rounds/memory/approach-views.ts";
import type { MemoryView } from "../../rounds/memory/memory-view.ts";
import { gapRange, readingNotes, timesSection } from "./baseline-sections.ts";
import type { Card, ListItem, Section } from "./card.ts";
import { evidenceText } from "./learned-card.ts";
import { credibilityText, plural } from "./numbers.ts";
import { pitchExample } from "./pitch-example.ts";
import { nextStep } from "./status-card.ts";
import { headline, joined } from "./voice.ts";

/** The page for a newcomer: what this is, what must be beaten, what is dead, what is open, how to play now. */
export function briefCard(view: MemoryView): Card {
  const { learned, kernel } = view;
  const { season, approaches } = learned;
  const { voice } = season;
  const dead = approaches.filter(({ status }) => status === "eliminated");
  const open = approaches.filter(({ status }) => status !== "eliminated");
  const wild = { text: joined("Wild card", "a pitch of no named approach", voice) };
  return {
    title: headline(`${season.title}: the page to read first`, voice),
    lead: "Contestants pitch a change to the kernel and say by how much it will be faster. Sharks say how likely that is; then it is measured, everyone's words meet reality, and the season remembers what is dead and why.",
    mood: "neutral",
    sections: [
      { kind: "text", heading: headline("Now", voice), text: nowText(view) },
      { kind: "code", heading: headline("Three commands to try", voice), text: triesText(view) },
      { kind: "text", heading: headline("The problem", voice), text: problemText(kernel) },
      ...baselineSections(kernel),
      ...list(headline("What is dead, and why", voice), dead.map(deadItem)),
      ...list(headline("What is locked", voice), lockItems(kernel)),
      {
        kind: "list",
        heading: headline("What is open", voice),
        items: [
          ...open.map(({ name, idea, status }) => ({
            text: joined(status === "proven" ? `${name} (proven)` : name, idea, voice),
          })),
          wild,
        ],
      },
    ],
    footer: "/tank rules has the season's rules, /tank history its story, /tank help every command.",
  };
}

function nowText({ round, scoreboard }: MemoryView): string {
  const { wins, counted, credibility } = scoreboard;
  const record =
    counted === 0
      ? "Nobody has been right or wrong yet."
      : `The sharks are ${wins} for ${counted}; the panel's credibility stands at ${credibilityText(credibility)}.`;
  if (round === null) return `${record} No round is open; a host opens one with /tank open.`;
  const { row, phase } = round;
  return `${record} Round ${row.number}, "${row.title}", is ${phase === "needs-host" ? "waiting for its host" : phase}. ${nextStep(round)}`;
}

/** What makes sense at this moment, from looking to playing. */
function triesText({ round, learned }: MemoryView): string {
  const open = learned.approaches.find(({ status }) => status !== "eliminated")?.key ?? "wild-card";
  const letter = round?.pitches[0]?.letter ?? "A";
  const play = round?.phase === "voting" ? `/vote ${letter} p=70` : pitchExample(learned.season, open);
  return ["/tank kernel", "/pitch template", play].join("\n");
}

function problemText({ problem }: MemoryView["kernel"]): string {
  return `${problem.title}. ${plural(problem.labels.length, "case")}: ${problem.labels.join("; ")}.`;
}

function baselineSections({ baseline, season }: MemoryView["kernel"]): readonly Section[] {
  const { voice } = season;
  const heading = headline("What must be beaten", voice);
  const whose = baseline.promotedFrom === null ? "The problem's own kernel." : `"${baseline.promotedFrom}".`;
  const { reading } = baseline;
  if (reading === null) return [{ kind: "text", heading, text: `${whose} Not timed yet.` }];
  const range = gapRange(reading);
  const notes = [whose, ...(range === null ? [] : [`${range} off target.`]), ...readingNotes(reading, season)];
  return [timesSection(reading, heading, voice), { kind: "text", text: notes.join(" ") }];
}

function deadItem(approach: ApproachView): ListItem {
  return { text: approach.name, details: [...approach.why, evidenceText(approach)] };
}

function lockItems({ knobs }: MemoryView["kernel"]): readonly ListItem[] {
  return knobs.flatMap(({ name, value, allowed }) =>
    allowed.kind === "locked" ? [{ text: `${name} = ${value}: ${allowed.why}` }] : [],
  );
}

function list(heading: string, items: readonly ListItem[]): readonly Section[] {
  return items.length === 0 ? [] : [{ kind: "list", heading, items }];
}

import type { MeView, OwnPitch } from "../../rounds/memory/me-view.ts";
import { predictionText, realityText } from "../../rounds/memory/scoreboard.ts";
import type { Card, ListItem, Section } from "./card.ts";
import { plural } from "./numbers.ts";

/** Below this many statements a mean says more about luck than about a shark. */
const fewStatements = 20;

/** One's own page: calibration, entries, pitches. Shown to nobody else. */
export function meCard(view: MeView): Card {
  const { person, record, pitches } = view;
  return {
    title: `@${person}: your own page`,
    lead: leadText(view),
    mood: "neutral",
    sections: [
      ...scoreSections(view),
      ...calibrationSections(view),
      ...entriesSections(view),
      ...agentsSections(view),
      ...pitchesSections(pitches),
    ],
    footer:
      record.count === 0 && pitches.length === 0 ? "Begin with /tank brief." : "Private: nobody else is shown this.",
  };
}

function leadText({ record, pitches }: MeView): string {
  const own = plural(pitches.length, "pitch", "pitches");
  if (record.count === 0) return `No chance of yours has met its reality yet; ${own} of your own.`;
  return `${plural(record.count, "stated chance")} met reality; ${own} of your own.`;
}

function scoreSections({ record, baseRate }: MeView): readonly Section[] {
  const { count, meanScore, shrunkScore, baseRateScore } = record;
  if (meanScore === null || shrunkScore === null || baseRateScore === null) return [];
  const few = count < fewStatements ? " (few so far: read the drawn-in value)" : "";
  const rate = percent(baseRate ?? 0);
  const facts = [
    { name: "Mean score of a chance", value: `${points(meanScore)}${few}` },
    { name: "The same, drawn towards 0 while there are few", value: points(shrunkScore) },
    { name: `Always saying the season's base rate (${rate}) would have scored`, value: points(baseRateScore) },
  ];
  return [{ kind: "facts", heading: "Your predictions", facts }];
}

function calibrationSections({ record }: MeView): readonly Section[] {
  if (record.bins.length === 0) return [];
  const rows = record.bins.map(({ percent: said, count, happened, shrunk }) => [
    `${said}%`,
    percent(happened),
    percent(shrunk),
    `${count}`,
  ]);
  const columns = [
    { name: "You said", align: "right" },
    { name: "Happened", align: "right" },
    { name: "Drawn in", align: "right" },
    { name: "Times", align: "right" },
  ] as const;
  const note = "Drawn in: towards the base rate, as if five more had come out as usual.";
  return [
    { kind: "table", heading: "Calibration", columns, rows },
    { kind: "text", text: note },
  ];
}

function entriesSections({ entries }: MeView): readonly Section[] {
  if (entries.length === 0) return [];
  const total = entries.reduce((sum, entry) => sum + entry.points, 0);
  const rows = entries.map(({ round, points: earned, statements }) => [`${round}`, points(earned), `${statements}`]);
  const columns = [
    { name: "Round", align: "left" },
    { name: "Entry", align: "right" },
    { name: "Chances", align: "right" },
  ] as const;
  return [{ kind: "table", heading: "Your credibility", columns, rows: [...rows, ["Total", points(total), ""]] }];
}

function agentsSections({ agents }: MeView): readonly Section[] {
  if (agents.length === 0) return [];
  const items = agents.map(({ agent, rounds, points: earned }) => ({
    text: `${agent}: ${points(earned)} in ${plural(rounds, "round")}`,
  }));
  return [{ kind: "list", heading: "Your agents, apart", items }];
}

function pitchesSections(pitches: readonly OwnPitch[]): readonly Section[] {
  if (pitches.length === 0) return [];
  return [{ kind: "list", heading: "Your pitches", items: pitches.map(pitchItem) }];
}

function pitchItem({ pitch, round, stored, promoted }: OwnPitch): ListItem {
  const where = round === null ? "on the bench" : `round ${round.number}`;
  const { title, prediction } = pitch.content;
  const became =
    stored === null
      ? pitch.state === "withdrawn"
        ? "withdrawn"
        : "not measured yet"
      : `${realityText(stored.verdict)}${promoted ? ", and it became the baseline" : ""}`;
  return { text: `${pitch.letter}, ${title} (${where}): ${predictionText(prediction)} predicted. ${became}.` };
}

/** `+16.7`, `-50`. */
function points(value: number): string {
  const rounded = Math.round(value * 10) / 10;
  return `${rounded > 0 ? "+" : ""}${rounded === 0 ? 0 : rounded}`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}

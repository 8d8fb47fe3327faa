import { sayAllowed } from "../../rounds/knobs/knob-values.ts";
import type { Knob } from "../../rounds/knobs/knobs.ts";
import type { ApproachView, RoundView } from "../../rounds/memory/round-view.ts";
import type { ScoreboardLine } from "../../rounds/memory/scoreboard.ts";
import type { Card, ListItem, Section } from "./card.ts";
import { microseconds } from "./numbers.ts";
import { scoreboardSection } from "./scoreboard-card.ts";

/** The opening card: where the season stands, what is dead and why, what must be beaten, what to do. */
export function roundOpenedCard(view: RoundView): Card {
  const { season, row } = view;
  const show = season.voice === "show";
  const eliminated = view.approaches.filter((approach) => approach.status === "eliminated");
  const alive = view.approaches.filter((approach) => approach.status !== "eliminated");
  return {
    title: show
      ? `${season.title.toUpperCase()} · ROUND ${row.number}: ${row.title.toUpperCase()}`
      : `${season.title}, round ${row.number}: ${row.title}`,
    lead: "The baseline is checked and timed. Pitch what makes it faster, and say by how much.",
    mood: "neutral",
    banner: show,
    sections: [
      ...previously(view.scoreboard.lines, show),
      scoreboardSection(view.scoreboard, season.voice),
      ...graveyard(eliminated, show),
      approachesSection(alive, show),
      kernelState(view.knobs, show),
      baselineSection(view),
      stakes(view, show),
    ],
    ...(season.motto ? { footer: season.motto } : {}),
  };
}

function previously(lines: readonly ScoreboardLine[], show: boolean): readonly Section[] {
  if (lines.length === 0) return [];
  const items = lines.map(({ round, title, winner, prediction, reality }): ListItem => {
    return { text: `Round ${round}, "${title}": ${winner}, ${prediction} predicted. Result: ${reality}.` };
  });
  return [{ kind: "list", heading: show ? "PREVIOUSLY ON SHARK TANK…" : "Earlier rounds", items }];
}

function graveyard(eliminated: readonly ApproachView[], show: boolean): readonly Section[] {
  if (eliminated.length === 0) return [];
  const items = eliminated.map(({ name, why, evidence }): ListItem => {
    return {
      text: name,
      details: [...why.map((line) => `Why it failed: ${line}`), `Status: ELIMINATED (${evidence})`],
    };
  });
  return [{ kind: "list", heading: show ? "WHAT WE'VE LEARNED (THE HARD WAY)" : "Eliminated approaches", items }];
}

function approachesSection(alive: readonly ApproachView[], show: boolean): Section {
  const items = alive.map(({ name, idea, status }): ListItem => {
    const proven = status === "proven" ? " (proven)" : "";
    return { text: idea === null ? `${name}${proven}` : `${name}${proven}: ${idea}` };
  });
  const wild = show
    ? "??? WILD CARD ???: something we haven't thought of yet"
    : "Wild card: a pitch of no named approach";
  return {
    kind: "list",
    heading: show ? "REMAINING VIABLE APPROACHES" : "Viable approaches",
    items: [...items, { text: wild }],
  };
}

function kernelState(knobs: readonly Knob[], show: boolean): Section {
  const width = Math.max(0, ...knobs.map(({ name, value }) => name.length + value.length + 3));
  const lines = knobs.map(({ name, value, allowed }) => {
    const note = allowed.kind === "locked" ? `CANNOT CHANGE: ${allowed.why}` : `may be ${sayAllowed(allowed)}`;
    return `${`${name} = ${value}`.padEnd(width)}  # ${note}`;
  });
  const text = lines.length > 0 ? lines.join("\n") : "No knobs are marked in this kernel.";
  return { kind: "code", heading: show ? "CURRENT KERNEL STATE" : "Current kernel", text };
}

function baselineSection({ baseline, season }: RoundView): Section {
  const heading = season.voice === "show" ? "BASELINE PERFORMANCE" : "Baseline";
  if (baseline.reading === null) return { kind: "text", heading, text: "Not measured yet." };
  const from = baseline.promotedFrom === null ? "the problem's own kernel" : `"${baseline.promotedFrom}"`;
  return {
    kind: "table",
    heading: `${heading}: ${from}, on ${baseline.reading.machine}`,
    columns: [
      { name: "Case", align: "left" },
      { name: "Time", align: "right" },
    ],
    rows: baseline.reading.cases.map(({ label, us }) => [label, microseconds(us)]),
  };
}

function stakes({ row, scoreboard }: RoundView, show: boolean): Section {
  const { bar } = row.round.terms;
  const target = bar === null ? "ANY measurable improvement" : `at least ${bar}x`;
  const lost = `${scoreboard.wins} for ${scoreboard.counted + 1}`;
  const items = [
    { text: `If we fail: ${lost}${show ? ", and the sharks have some explaining to do" : ""}` },
    { text: `If we succeed: ${scoreboard.wins + 1} for ${scoreboard.counted + 1}, and a new baseline` },
    { text: `Target: ${target}` },
  ];
  return { kind: "list", heading: show ? "THE STAKES" : "Stakes", items };
}

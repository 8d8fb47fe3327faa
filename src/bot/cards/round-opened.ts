import { sayAllowed } from "../../rounds/knobs/knob-values.ts";
import type { ApproachView, RoundView } from "../../rounds/memory/round-view.ts";
import type { Card, ListItem, Section } from "./card.ts";
import { listText, microseconds, plural } from "./numbers.ts";
import { scoreboardSections } from "./scoreboard-card.ts";
import { failureFace, failuresBefore } from "./shark-reaction.ts";

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
      ...previously(view),
      ...scoreboardSections(view.scoreboard, season.voice),
      ...graveyard(eliminated, show),
      approachesSection(view, alive),
      kernelState(view),
      baselineSection(view),
      roundRules(view, eliminated),
      stakes(view, show),
    ],
    ...(season.motto && show ? { footer: season.motto } : {}),
  };
}

function previously({ scoreboard, season, row }: RoundView): readonly Section[] {
  const { lines } = scoreboard;
  if (lines.length === 0) return [];
  const show = season.voice === "show";
  const items = lines.map(({ round, title, winner, prediction, reality, success, imported }): ListItem => {
    const quotes = imported ? (season.history[round - 1]?.quotes ?? []) : [];
    const face = success === false ? [failureFace(failuresBefore(lines, round))] : [];
    return {
      text: `Round ${round}, "${title}": ${winner}, ${prediction} predicted. Result: ${reality}.`,
      ...(show ? { details: [...quotes, ...face] } : {}),
    };
  });
  const heading = show ? `PREVIOUSLY ON ${season.title.toUpperCase()}…` : `Before round ${row.number}`;
  return [{ kind: "list", heading, items }];
}

function graveyard(eliminated: readonly ApproachView[], show: boolean): readonly Section[] {
  if (eliminated.length === 0) return [];
  const items = eliminated.map(({ name, why, evidence }): ListItem => {
    const source = { measured: "measured here", argued: "argued, not measured", imported: "not measured here" }[
      evidence
    ];
    const [first, ...rest] = why;
    if (!show) return { text: `${name} (${source})`, details: why };
    const failed = first === undefined ? [] : [`WHY IT FAILED: ${first}`, ...rest];
    return { text: name, details: [...failed, `STATUS: ELIMINATED (${source})`] };
  });
  return [{ kind: "list", heading: show ? "WHAT WE'VE LEARNED (THE HARD WAY)" : "Eliminated approaches", items }];
}

function approachesSection({ approaches, season }: RoundView, alive: readonly ApproachView[]): Section {
  const items = alive.map(({ name, idea, status }): ListItem => {
    const proven = status === "proven" ? " (proven)" : "";
    return { text: idea === null ? `${name}${proven}` : `${name}${proven}: ${idea}` };
  });
  const show = season.voice === "show";
  const wild = show
    ? "??? WILD CARD ???: something we haven't thought of yet"
    : "Wild card: a pitch of no named approach";
  const remaining = alive.length < approaches.length ? "REMAINING VIABLE APPROACHES" : "VIABLE APPROACHES";
  return { kind: "list", heading: show ? remaining : "Viable approaches", items: [...items, { text: wild }] };
}

function kernelState({ knobs, season, scoreboard, baseline }: RoundView): Section {
  const show = season.voice === "show";
  const back =
    scoreboard.counted > 0 && scoreboard.wins === 0 && baseline.promotedFrom === null ? " (BACK TO BASELINE)" : "";
  const heading = show ? `CURRENT KERNEL STATE${back}` : "Current kernel";
  if (knobs.length === 0) return { kind: "text", heading, text: "No knobs are marked in this kernel." };
  const width = Math.max(...knobs.map(({ name, value }) => name.length + value.length + 3));
  const lines = knobs.map(({ name, value, allowed }) => {
    const locked = allowed.kind === "locked" ? `${show ? "CANNOT CHANGE" : "locked"}: ${allowed.why}` : null;
    return `${`${name} = ${value}`.padEnd(width)}  # ${locked ?? `may be ${sayAllowed(allowed)}`}`;
  });
  return { kind: "code", heading, text: lines.join("\n") };
}

function baselineSection({ baseline, season, scoreboard }: RoundView): Section {
  const show = season.voice === "show";
  const heading = show ? "BASELINE PERFORMANCE" : "Baseline";
  if (baseline.reading === null) return { kind: "text", heading, text: "Not measured yet." };
  const failed = new Set(scoreboard.lines.filter((line) => line.success === false).map((line) => line.round)).size;
  const isUnchanged = show && failed > 0 && scoreboard.wins === 0 && baseline.promotedFrom === null;
  const unchanged = isUnchanged ? ` (unchanged after ${plural(failed, "failed round")})` : "";
  const from = baseline.promotedFrom === null ? "the problem's own kernel" : `"${baseline.promotedFrom}"`;
  return {
    kind: "table",
    heading: `${heading}${unchanged}: ${from}, on ${baseline.reading.machine}`,
    columns: [
      { name: "Case", align: "left" },
      { name: "Time", align: "right" },
    ],
    rows: baseline.reading.cases.map(({ label, us }) => [label, microseconds(us)]),
  };
}

/** What this season's own failures ask of the next pitch and the next vote. */
function roundRules({ row, season, scoreboard }: RoundView, eliminated: readonly ApproachView[]): Section {
  const show = season.voice === "show";
  const dead = listText(eliminated.map(({ name }) => name));
  const fate = dead === "" ? "" : ` Say why it won't share the fate of ${dead}.`;
  const failed = scoreboard.counted - scoreboard.wins;
  const record = `you are ${scoreboard.wins} for ${scoreboard.counted}, so maximum skepticism. Demand`;
  const kernel = show ? "THIS kernel" : "this kernel";
  const wild = show && failed > 1 ? ' And consider the wild card: "safe" has failed before.' : "";
  const items = [
    `Contestants: /pitch a change, a number and evidence from ${kernel}; "industry standard" is not evidence.${fate}`,
    `Sharks: ${failed > 1 ? record : "demand"} proof, and say how sure you are: a 100% that fails costs 50 points.${wild}`,
  ];
  return {
    kind: "list",
    heading: show ? `ROUND ${row.number} RULES` : "Rules",
    items: items.map((text) => ({ text })),
  };
}

function stakes({ row, scoreboard }: RoundView, show: boolean): Section {
  const { bar } = row.round.terms;
  const { wins, counted } = scoreboard;
  const any = show ? "ANY measurable improvement" : "any measurable improvement";
  const shame =
    counted > wins ? ", and the sharks should retire in shame" : ", and the sharks have some explaining to do";
  const redemption = show && wins === 0 && counted > 0 ? ", the redemption arc is complete" : "";
  const items = [
    { text: `If we fail: ${wins} for ${counted + 1}${show ? shame : ""}` },
    { text: `If we succeed: ${wins + 1} for ${counted + 1}${redemption}, and there is a new baseline` },
    { text: `Target: ${bar === null ? any : `at least ${bar}x`}` },
  ];
  return { kind: "list", heading: show ? "THE STAKES" : "Stakes", items };
}

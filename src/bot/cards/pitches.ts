import type { RoundView } from "../../rounds/memory/round-view.ts";
import { predictionText } from "../../rounds/memory/scoreboard.ts";
import type { PitchRow } from "../../rounds/store/pitches.ts";
import type { Card, ListItem, Section } from "./card.ts";
import { plural } from "./numbers.ts";

/** One pitch, as it lands on the table. */
export function pitchCard(view: RoundView, pitch: PitchRow): Card {
  const { title, reasoning, change, evidence, knobs, authors } = pitch.content;
  const facts = [
    { name: "Prediction", value: predictionText(pitch.content.prediction) },
    { name: "Approach", value: approachName(view, pitch) },
    ...(knobs ? [{ name: "Knobs", value: knobs }] : []),
    { name: "Code", value: pitch.sourceSha256 === null ? "after the vote" : pitch.sourceSha256.slice(0, 12) },
  ];
  const told = [change, reasoning, evidence].filter((text) => text !== undefined);
  return {
    title: `Contestant ${pitch.letter}: ${title}`,
    lead: `Pitched by ${authors.join(", ")}`,
    mood: "neutral",
    sections: [{ kind: "facts", facts }, ...told.map((text) => ({ kind: "text", text }) as const)],
  };
}

/** Voting is open: who stands on the table, and how to vote. Counts and ballots stay secret. */
export function votingOpenedCard(view: RoundView): Card {
  const { row, pitches, season } = view;
  const items = pitches.map((pitch): ListItem => {
    const { title, prediction } = pitch.content;
    const tagline = view.approaches.find(({ key }) => key === pitch.content.approach)?.tagline;
    const { reasoning, knobs } = pitch.content;
    const change = knobs ? `Changes: ${knobs}` : undefined;
    const code = pitch.sourceSha256 === null ? "No code yet: it is built only if it is funded." : undefined;
    const details = [season.voice === "show" ? tagline : undefined, reasoning, change, code];
    return {
      text: `${pitch.letter}: ${title}, ${predictionText(prediction)}`,
      details: details.filter((line) => line !== undefined && line !== null),
    };
  });
  const show = season.voice === "show";
  const example = `/vote ${pitches[0]?.letter ?? "A"} p=70`;
  return {
    title: show ? `ROUND ${row.number}: SHARKS, PLACE YOUR BETS` : `Round ${row.number}: voting is open`,
    lead: `${plural(pitches.length, "pitch", "pitches")} on the table. Fund one or none, and say how likely each is to beat the baseline.`,
    mood: "neutral",
    sections: [{ kind: "list", heading: "On the table", items }],
    footer: `${example} · ballots are secret until the vote closes, and can be changed until then.`,
  };
}

/** The vote, opened: support, mean chance, who goes on. */
export function tallyCard(view: RoundView): Card {
  const { tally, pitches, row, season } = view;
  const title =
    season.voice === "show" ? `ROUND ${row.number}: THE SHARKS HAVE SPOKEN` : `Round ${row.number}: the vote`;
  if (tally === null) return { title, mood: "neutral", sections: [] };
  const rows = tally.support.map(({ pitch, funds, meanPercent }) => {
    const found = pitches.find(({ id }) => id === pitch);
    const chance = meanPercent === null ? "–" : `${Math.round(meanPercent)}%`;
    return [found?.letter ?? "?", found?.content.title ?? "?", `${funds}`, chance];
  });
  const columns = [
    { name: "", align: "left" },
    { name: "Pitch", align: "left" },
    { name: "Funds", align: "right" },
    { name: "Mean chance", align: "right" },
  ] as const;
  return {
    title,
    lead: tallyLead(view, tally.funded.length),
    mood: "neutral",
    sections: [{ kind: "table", columns, rows: [...rows, ["", "none", `${tally.none}`, ""]] }, ...quotesSection(view)],
  };
}

function quotesSection({ reasons, season }: RoundView): readonly Section[] {
  if (reasons.length === 0) return [];
  const items = reasons.map((reason): ListItem => ({ text: `"${reason}"` }));
  return [{ kind: "list", heading: season.voice === "show" ? "SHARKS" : "Reasons given", items }];
}

function tallyLead({ tally, pitches }: RoundView, funded: number): string {
  const names = pitches
    .filter(({ id }) => tally?.funded.includes(id))
    .map(({ letter, content }) => `${letter} (${content.title})`);
  const ballots = plural(tally?.ballots ?? 0, "ballot");
  if (funded === 0) return `${ballots}: nobody is funded, so nothing new is built.`;
  if (funded > 1) return `${ballots}: ${names.join(" and ")} tie. The GPU decides.`;
  const unanimous = tally?.support.some(({ funds }) => funds === tally.ballots);
  return `${ballots}: ${names.join("")} is funded${unanimous ? ", unanimously" : ""}. Now it has to run.`;
}

function approachName(view: RoundView, { content }: PitchRow): string {
  return view.approaches.find(({ key }) => key === content.approach)?.name ?? "wild card";
}

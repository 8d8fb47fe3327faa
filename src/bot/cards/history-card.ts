import type { HistoryView, RoundHistory } from "../../rounds/memory/history-view.ts";
import type { PastRound, PastRun } from "../../rounds/memory/past-rounds.ts";
import { recordedVerdicts } from "../../rounds/memory/recorded-verdicts.ts";
import type { RoundRecord } from "../../rounds/memory/round-view.ts";
import { predictionText, realityText } from "../../rounds/memory/scoreboard.ts";
import type { Card, ListItem, Section } from "./card.ts";
import { listText, plural } from "./numbers.ts";
import { realityOf, resultText } from "./opening-past.ts";
import { tallyCard } from "./pitches.ts";
import { headline } from "./voice.ts";

/** Every round of a season, imported ones included. */
export function historyCard({ season, rounds }: HistoryView): Card {
  const title = headline(`The story so far: ${season.title}`, season.voice);
  if (rounds.length === 0) {
    return {
      title,
      lead: "No round was played yet. A host opens the first with /tank open.",
      mood: "neutral",
      sections: [],
    };
  }
  const imported = rounds.filter((round) => round.imported).length;
  const note = imported === 0 ? "" : ` ${plural(imported, "round")} imported, not scored again.`;
  return {
    title,
    lead: `${plural(rounds.length, "round")}.${note}`,
    mood: "neutral",
    sections: [{ kind: "list", items: rounds.map(roundItem) }],
    footer: `/tank history ${rounds.at(-1)?.number} tells one in full.`,
  };
}

/** One round in full: who pitched what, how the vote went, what was measured, what was decided and learned. */
export function roundHistoryCard(history: RoundHistory): Card {
  const { season, past, view } = history;
  const told = past.quotes.map(({ by, text }) => (past.imported ? text : `${by === null ? "" : `${by}: `}"${text}"`));
  return {
    title: headline(headText(past), season.voice),
    lead:
      past.cancelled === null
        ? `Result: ${past.result ?? resultText(past)}.`
        : `Cancelled: ${past.cancelled || "no reason was given"}`,
    mood: "neutral",
    sections: [
      ...list("What was said", view === null && season.voice === "show" ? told.map(plainItem) : []),
      ...list("Runs", view === null ? past.runs.map(runItem) : []),
      ...(view === null ? [] : playedSections(view)),
      ...list("Ballots", ballotItems(history)),
      ...list("Decided by the host", past.decisions.map(decisionItem)),
      ...list(
        "Learned",
        history.lessons.map(({ text, approach, status, evidence }) => ({
          text: approach === null ? text : `${nameOf(history, approach)}: ${status ?? "noted"} (${evidence})`,
          details: approach === null ? [] : [text],
        })),
      ),
    ],
    ...(past.promoted === null ? {} : { footer: `"${past.promoted}" became the baseline.` }),
  };
}

function headText({ number, title, kind, imported, phase }: PastRound): string {
  const kinds = kind === "optimise" ? "" : ` (${kind} round)`;
  return `Round ${number}, "${title}"${kinds}: ${imported ? "imported" : phase === "needs-host" ? "waits for its host" : phase}`;
}

function roundItem(past: PastRound): ListItem {
  const { runs, promoted, decisions, cancelled } = past;
  const winners = runs.filter(({ funded }) => funded);
  const others = runs.filter(({ funded }) => !funded);
  const bets = winners.map((run) => `Funded: ${betText(run)}`);
  return {
    text: headText(past),
    details: [
      ...(past.phase === "decided" && winners.length === 0
        ? [past.kind === "research" ? "Findings, not measured" : "Nothing funded ran"]
        : bets),
      ...others.map((run) => `Ran too: ${betText(run)}`),
      ...(promoted === null ? [] : [`Promoted: ${promoted}`]),
      ...(cancelled === null ? [] : [`Cancelled: ${cancelled || "no reason was given"}`]),
      ...decisions.map((each) => decisionItem(each).text),
    ],
  };
}

function betText(run: PastRun): string {
  return `${run.title}, ${run.prediction} predicted. Reality: ${realityOf(run)}`;
}

function runItem(run: PastRun): ListItem {
  return { text: betText(run) };
}

function decisionItem({ host, decision, reason }: PastRound["decisions"][number]): ListItem {
  return { text: `${host}: ${decision}. "${reason}"` };
}

function playedSections(view: RoundRecord): readonly Section[] {
  const { pitches, tally } = view;
  const verdicts = recordedVerdicts(view.verdicts);
  const items = pitches.map(({ id, letter, content }): ListItem => {
    const { title, authors, prediction } = content;
    const found = verdicts.find(({ pitchId }) => pitchId === id);
    const funded = tally?.funded.includes(id) ? " Funded." : "";
    const text = `${letter}: ${title}, by ${listText(authors)}. ${predictionText(prediction)} predicted.${funded}`;
    if (!found) return { text };
    const { verdict, ruling } = found;
    const tainted = ruling?.tainted ? [`Tainted, so it counts for nobody. ${ruling.host}: ${ruling.reason}`] : [];
    return { text, details: [`Reality: ${realityText(verdict)}. ${verdict.detail}`, ...tainted] };
  });
  const vote = tally === null ? [] : tallyCard(view).sections;
  return [
    ...list("Pitches", items),
    ...vote.map((part, index) => (index === 0 ? { ...part, heading: "The vote" } : part)),
  ];
}

/** By name only where the season names people: `ballots` is empty elsewhere. */
function ballotItems({ ballots, view }: RoundHistory): readonly ListItem[] {
  const letterOf = (id: number) => view?.pitches.find((pitch) => pitch.id === id)?.letter ?? "?";
  return ballots.map(({ shark, fund, chances }) => {
    const stated = chances.map(({ pitch, percent }) => `${letterOf(pitch)} ${percent}%`);
    return {
      text: `${shark}: funds ${fund === null ? "nobody" : letterOf(fund)}; ${listText(stated) || "no chance stated"}`,
    };
  });
}

function nameOf({ season }: RoundHistory, approach: string): string {
  return season.approaches[approach]?.name ?? approach;
}

function plainItem(text: string): ListItem {
  return { text };
}

function list(heading: string, items: readonly ListItem[]): readonly Section[] {
  return items.length === 0 ? [] : [{ kind: "list", heading, items }];
}

import { DateTime } from "luxon";
import type { RoundStanding } from "../../rounds/memory/round-view.ts";
import { hasVote } from "../../rounds/round/round.ts";
import type { RoundKind } from "../../rounds/round/round-state.ts";
import { sentence } from "../../rounds/sentence.ts";
import type { WaitingRuns } from "../../rounds/store/run-labels.ts";
import type { Card, Section } from "./card.ts";
import { deadlineLine } from "./deadline-text.ts";
import { listText, plural } from "./numbers.ts";
import { pitchItem } from "./pitch-list-card.ts";
import { type RunnerNews, runStateText } from "./run-state-text.ts";
import { runText } from "./run-text.ts";

/**
 * Where the season stands, and what each can do next. Ballots show as one total, never by pitch.
 * @param happened what a round that waits for its host tells of why
 */
export function statusCard(
  season: string,
  view: RoundStanding | null,
  runs: WaitingRuns,
  news: RunnerNews & { readonly now: Date },
  happened: Card | null = null,
): Card {
  if (view === null) {
    return {
      title: "No round yet",
      lead: `Season ${season} waits for its first round: /tank open`,
      mood: "neutral",
      sections: runsSection(runs, news),
    };
  }
  const { row } = view;
  return {
    title: `Round ${row.number}, "${row.title}": ${stateText(view)}`,
    lead: nextStep(view),
    mood: "neutral",
    sections: [
      ...deadlineSection(view, news.now),
      ...pitchesSection(view),
      ...hostSection(happened),
      ...runsSection(runs, news),
    ],
    footer: `Season ${season}. Host of this round: ${row.host}.`,
  };
}

function stateText({ phase }: RoundStanding): string {
  return phase === "needs-host" ? "waits for its host" : phase;
}

/** What the phase of a round asks of each. */
export function nextStep(view: RoundStanding): string {
  const { row, phase, pitches, ballotsCast } = view;
  const { now, terms } = row.round;
  const host = `${row.host} closes with /tank close`;
  switch (phase) {
    case "opening":
      return "The baseline is being built, checked and timed. Pitches are taken as soon as it is right.";
    case "pitching":
      return `${whatToPitch[terms.kind]} ${host}${hasVote(terms) ? ", which opens the vote" : ""}.`;
    case "voting":
      return `Sharks: /vote ${pitches[0]?.letter ?? "A"} p=70. ${plural(ballotsCast, "ballot is", "ballots are")} in. ${host}.`;
    case "building":
      return `${waitsForCode(row.round.now, pitches)} ${row.host} ends the wait with /tank close.`;
    case "running":
      return "The runner is at work; each verdict is posted when it is there.";
    case "needs-host":
      return hostChoices(view);
    case "decided":
      return "It is over: /tank scoreboard. The next round: /tank open";
    case "cancelled":
      return `${now.state === "cancelled" ? `It was cancelled: ${now.reason} ` : ""}The next round: /tank open`;
  }
}

const whatToPitch: Readonly<Record<RoundKind, string>> = {
  optimise: "Contestants: /pitch, or /pitch template for what to say.",
  repair: "Contestants: /pitch code that computes the right thing, without a number.",
  research: 'Everybody: /pitch a finding with evidence="…", without a number and without code.',
};

/** What a host can say to the question that the round waits with. */
export function hostChoices({ row }: RoundStanding): string {
  const { now } = row.round;
  const end = "/tank cancel ends the round.";
  if (now.state !== "needs-host") return end;
  if (now.question === "findings") return `${row.host}: /tank decide accept=A,C or accept=none, with reason="…".`;
  if (now.question === "baseline-wrong") return `${row.host}: /tank open kind=repair takes its place, ${end}`;
  if (now.question === "no-ballots") return `${row.host}: /tank rerun goes on with the vote, ${end}`;
  if (now.interrupted)
    return `${row.host}: /tank rerun measures what is missing, /tank decide goes on without it, ${end}`;
  return `${row.host}: /tank decide promote=A reason="…" or promote=none, ${end}`;
}

function waitsForCode(now: RoundStanding["row"]["round"]["now"], pitches: RoundStanding["pitches"]): string {
  if (now.state !== "building") return "";
  const waited = pitches.filter(({ id }) => now.waitingFor.includes(id));
  const names = waited.map(({ letter, content }) => `${letter} by ${listText(content.authors)}`);
  return `Waiting for the code of ${listText(names)}: /pitch code ${waited[0]?.letter ?? "A"} --file PATH.`;
}

function deadlineSection({ row, season }: RoundStanding, now: Date): readonly Section[] {
  const moment = deadlineLine(row, now, season.rules.timezone);
  return moment === null ? [] : [{ kind: "moment", heading: "Deadline", ...moment }];
}

function pitchesSection({ pitches, phase }: RoundStanding): readonly Section[] {
  if (pitches.length === 0) {
    return phase === "pitching" ? [{ kind: "text", heading: "Pitches", text: "None yet." }] : [];
  }
  const items = pitches.map(pitchItem);
  return [{ kind: "list", heading: "Pitches", items }];
}

function hostSection(happened: Card | null): readonly Section[] {
  if (happened === null) return [];
  const { lead = "", sections } = happened;
  return [{ kind: "text", heading: "What happened", text: lead }, ...sections];
}

function runsSection({ first, more, stopped }: WaitingRuns, news: RunnerNews): readonly Section[] {
  return [...stoppedSection(stopped, news), ...waitingSection(first, more, news)];
}

function stoppedSection(stopped: WaitingRuns["stopped"], { timezone }: RunnerNews): readonly Section[] {
  if (stopped === null) return [];
  const since = DateTime.fromISO(stopped.at, { zone: timezone }).toFormat("ccc d LLL, HH:mm");
  const why = `Stopped by ${stopped.by} on ${since} (${timezone}): ${sentence(stopped.reason)}`;
  const text = `${why} What is asked for waits; a host lets it go on with /tank resume.`;
  return [{ kind: "text", heading: "No run starts", text }];
}

function waitingSection(first: WaitingRuns["first"], more: number, news: RunnerNews): readonly Section[] {
  if (first.length === 0) return [];
  const items = first.map((run) => ({ text: `${runText(run)}: ${runStateText(run, news)}` }));
  const rest = more > 0 ? [{ text: `and ${plural(more, "more run")}` }] : [];
  return [{ kind: "list", heading: "Runner", items: [...items, ...rest] }];
}

import type { RoundView } from "../../rounds/memory/round-view.ts";
import type { HostQuestion } from "../../rounds/round/round-state.ts";
import type { Card, ListItem, Section } from "./card.ts";
import { scoreboardSection } from "./scoreboard-card.ts";

/** The debrief: what becomes of the baseline, what the approaches taught, the scoreboard's new line. */
export function roundDecidedCard(view: RoundView): Card {
  const { row, season, scoreboard } = view;
  const show = season.voice === "show";
  const promoted = promotedTitle(view);
  const lead =
    promoted === null
      ? `${unconfirmedText(view)}Back to baseline.`
      : `"${promoted}" held up when it was measured again: it is the new baseline.`;
  const lessons = lessonItems(view);
  const lessonSection: readonly Section[] =
    lessons.length > 0 ? [{ kind: "list", heading: show ? "WHAT WE LEARNED" : "Lessons", items: lessons }] : [];
  const success = promoted !== null;
  const redeemed = scoreboard.lines.some((line) => line.round < row.number && line.success === false);
  const outcome = success ? (redeemed ? "REDEMPTION" : "A NEW BASELINE") : "BACK TO BASELINE";
  return {
    title: show ? `ROUND ${row.number} IS OVER: ${outcome}` : `Round ${row.number} is decided`,
    lead,
    mood: success ? "good" : "neutral",
    sections: [...lessonSection, scoreboardSection(scoreboard, season.voice)],
  };
}

export function roundCancelledCard({ row }: RoundView): Card {
  const { now } = row.round;
  const reason = now.state === "cancelled" ? now.reason : "";
  return {
    title: `Round ${row.number} is cancelled`,
    lead: reason || "The host gave no reason.",
    mood: "neutral",
    sections: [],
  };
}

/** The round waits for its host, who is told what to decide and what happens otherwise. */
export function needsHostCard({ row }: RoundView): Card {
  const { now } = row.round;
  const question = now.state === "needs-host" ? now.question : null;
  return {
    title: `Round ${row.number} needs its host, ${row.host}`,
    lead: question === null ? "It has been answered." : questions[question],
    mood: "neutral",
    sections: [],
  };
}

const questions: Readonly<Record<HostQuestion, string>> = {
  "baseline-wrong": "The baseline computes a wrong result. Open a repair round, or mend the problem and open again.",
  "runner-fault":
    "The runner failed three times, which says nothing about the candidate. Mend the runner, then order a rerun.",
  "no-ballots": "Fewer sharks voted than the rules ask for. Extend the vote, or cancel the round.",
  "below-the-bar": "A candidate is faster, but below the round's bar. Promote it, or leave the baseline as it is.",
  mixed: "A candidate is faster overall and slower in a case. Promote it, or leave the baseline as it is.",
  suspect: "A measurement is suspect. Look at both numbers, then rule on it; nothing is promoted until then.",
};

function promotedTitle({ row, pitches }: RoundView): string | null {
  const { now } = row.round;
  if (now.state !== "decided" || now.promoted === null) return null;
  return pitches.find(({ id }) => id === now.promoted)?.content.title ?? null;
}

function unconfirmedText({ row, pitches }: RoundView): string {
  const { now } = row.round;
  if (now.state !== "decided" || now.unconfirmed === null) return "";
  const title = pitches.find(({ id }) => id === now.unconfirmed)?.content.title ?? "The best candidate";
  return `"${title}" was faster once, but not when measured again on fresh inputs. `;
}

function lessonItems(view: RoundView): readonly ListItem[] {
  const pitched = new Set(view.pitches.map(({ content }) => content.approach));
  return view.approaches
    .filter(({ key, status }) => pitched.has(key) && status !== "viable")
    .map(({ name, status, why }) => ({ text: `${name}: ${status.toUpperCase()}`, details: [...why] }));
}

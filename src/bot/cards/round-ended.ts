import type { VerdictName } from "../../rounds/judging/verdict-name.ts";
import type { RoundView } from "../../rounds/memory/round-view.ts";
import { predictionText, realityText } from "../../rounds/memory/scoreboard.ts";
import type { PitchId } from "../../rounds/round/round-state.ts";
import type { Card, ListItem, Section } from "./card.ts";
import { scoreboardSections } from "./scoreboard-card.ts";

/** The debrief: what becomes of the baseline, what each pitch had predicted, the lessons, the scoreboard's new line. */
export function roundDecidedCard(view: RoundView): Card {
  const { row, season, scoreboard } = view;
  const show = season.voice === "show";
  const { now } = row.round;
  const promoted = now.state === "decided" ? now.promoted : null;
  return {
    title: show ? `ROUND ${row.number} IS OVER: ${outcome(view, promoted)}` : `Round ${row.number} is decided`,
    lead: promoted === null ? baselineStays(view) : `${promotion(view, promoted)}${ownGoal(view, promoted)}`,
    mood: promoted === null ? "neutral" : "good",
    sections: [
      ...listSection(show ? "PREDICTION MEETS REALITY" : "Results", resultItems(view)),
      ...listSection(show ? "WHAT WE LEARNED" : "Lessons", lessonItems(view)),
      ...scoreboardSections(scoreboard, season.voice),
    ],
  };
}

export function roundCancelledCard({ row, season }: RoundView): Card {
  const { now } = row.round;
  const reason = now.state === "cancelled" ? now.reason : "";
  return {
    title: season.voice === "show" ? `ROUND ${row.number} IS CANCELLED` : `Round ${row.number} is cancelled`,
    lead: reason || "The host gave no reason.",
    mood: "neutral",
    sections: [{ kind: "text", text: "Nothing is scored, and the baseline stays." }],
  };
}

/** REDEMPTION follows a failure, and only for sharks who funded the winner. */
function outcome(view: RoundView, promoted: PitchId | null): string {
  if (promoted === null) return "BACK TO BASELINE";
  const before = view.scoreboard.lines.filter((line) => line.round < view.row.number && line.success !== null);
  const isWon = view.scoreboard.lines.some((line) => line.round === view.row.number && line.success === true);
  const isRedemption = isWon && before.at(-1)?.success === false && !isUnfunded(view, promoted);
  return isRedemption ? "REDEMPTION" : "A NEW BASELINE";
}

function promotion(view: RoundView, promoted: PitchId): string {
  const title = titleOf(view, promoted);
  const isConfirmed = view.verdicts.some(
    ({ pitchId, purpose, verdict }) =>
      pitchId === promoted && purpose === "confirm-baseline" && verdict.verdict === "faster",
  );
  return isConfirmed
    ? `"${title}" held up when it was measured again: it is the new baseline.`
    : `The host promotes "${title}": it is the new baseline.`;
}

function ownGoal(view: RoundView, promoted: PitchId): string {
  return isUnfunded(view, promoted) ? " The sharks had not funded it." : "";
}

function isUnfunded({ tally }: RoundView, pitch: PitchId): boolean {
  return tally !== null && !tally.funded.includes(pitch);
}

function baselineStays(view: RoundView): string {
  const { now } = view.row.round;
  if (now.state !== "decided") return "The baseline stays.";
  if (now.unconfirmed !== null) {
    const title = titleOf(view, now.unconfirmed);
    return `"${title}" was faster once, but did not hold up when it was measured again on fresh inputs. The baseline stays.`;
  }
  if (now.results.length === 0) return "Nothing ran, so nothing was learned. The baseline stays.";
  const isHosts = now.results.some(({ verdict }) => promotable.includes(verdict));
  if (isHosts) return "The host promotes nothing. The baseline stays.";
  return "Nothing was surely faster. The baseline stays.";
}

/** What the host could have promoted. */
const promotable: readonly VerdictName[] = ["faster", "faster, below the bar", "mixed", "suspect"];

/** Every pitch that ran, funded or not, and what became of the best when it was measured again. */
function resultItems({ pitches, verdicts, tally }: RoundView): readonly ListItem[] {
  return pitches.flatMap(({ id, letter, content }): ListItem[] => {
    const own = verdicts.filter(({ pitchId }) => pitchId === id);
    const first = own.find(({ purpose }) => purpose === "verdict");
    if (!first) return [];
    const funded = tally?.funded.includes(id) ? " (funded)" : "";
    const again = own.flatMap(({ purpose, verdict }) => {
      if (purpose === "confirm-baseline") return [`Measured again, against the baseline: ${realityText(verdict)}.`];
      return purpose === "confirm-runner-up" ? [`Measured again, against the next best: ${realityText(verdict)}.`] : [];
    });
    const prediction = predictionText(content.prediction);
    const text = `${letter}, ${content.title}${funded}: ${prediction} predicted. Reality: ${realityText(first.verdict)}.`;
    return [{ text, details: again }];
  });
}

function lessonItems(view: RoundView): readonly ListItem[] {
  const pitched = new Set(view.pitches.map(({ content }) => content.approach));
  return view.approaches
    .filter(({ key, status }) => pitched.has(key) && status !== "viable")
    .map(({ name, status, why }) => {
      const said = view.season.voice === "show" ? status.toUpperCase() : status;
      return { text: `${name}: ${said}`, details: [...why] };
    });
}

function listSection(heading: string, items: readonly ListItem[]): readonly Section[] {
  return items.length > 0 ? [{ kind: "list", heading, items }] : [];
}

function titleOf({ pitches }: RoundView, pitch: PitchId): string {
  return pitches.find(({ id }) => id === pitch)?.content.title ?? "a pitch that is gone";
}

import type { VerdictName } from "../../rounds/judging/verdict/verdict-name.ts";
import { failureStreak, longStreak } from "../../rounds/memory/failure-streak.ts";
import { recordedVerdicts } from "../../rounds/memory/recorded-verdicts.ts";
import type { RoundView } from "../../rounds/memory/round-view.ts";
import { predictionText, realityText } from "../../rounds/memory/scoreboard.ts";
import type { PitchId } from "../../rounds/round/round-state.ts";
import { apartText } from "./apart-text.ts";
import type { Card, ListItem, Section } from "./card.ts";
import { scoreboardSections } from "./scoreboard-card.ts";

/** The debrief: what becomes of the baseline, what each pitch had predicted, the lessons, the scoreboard's new line. */
export function roundDecidedCard(view: RoundView): Card {
  const { row, season, scoreboard } = view;
  const show = season.voice === "show";
  const apart = apartText(view);
  const { now } = row.round;
  const promoted = now.state === "decided" ? now.promoted : null;
  return {
    title: show ? `ROUND ${row.number} IS OVER: ${outcome(view, promoted)}` : `Round ${row.number} is decided`,
    lead: leadOf(view, promoted),
    mood: promoted === null ? "neutral" : "good",
    sections: [
      ...listSection(show ? "PREDICTION MEETS REALITY" : "Results", resultItems(view)),
      ...(apart === null ? [] : [{ kind: "text", text: apart } as const]),
      ...listSection(show ? "WHAT WE LEARNED" : "Lessons", lessonItems(view)),
      ...decisionsSection(view),
      ...listSection(show ? "FOR THE HOST" : "For the host", hostItems(view)),
      ...scoreboardSections(scoreboard, season.voice),
      ...streakSection(view),
    ],
  };
}

/** Why the host decided as they did stands with the outcome. */
export function decisionsSection({ decisions, season }: RoundView): readonly Section[] {
  const items = decisions.map(({ host, decision, reason }) => ({ text: `${host}: ${decision}. ${reason}` }));
  return listSection(season.voice === "show" ? "THE HOST'S WORD" : "Host's decisions", items);
}

/** A compile error may be the hardware's rule, which no measurement can tell: its host confirms it. */
function hostItems({ pitches, verdicts, approaches }: RoundView): readonly ListItem[] {
  const failed = recordedVerdicts(verdicts).filter(({ verdict }) => verdict.verdict === "compile error");
  const keys = pitches
    .filter(({ id }) => failed.some(({ pitchId }) => pitchId === id))
    .map(({ content }) => content.approach);
  return approaches
    .filter(({ key, status }) => keys.includes(key) && status !== "eliminated")
    .map(({ key, name }) => ({
      text: `${name} did not compile. If that is the hardware's rule: /tank lesson "why" approach=${key} status=eliminated`,
    }));
}

function streakSection({ scoreboard, season, row }: RoundView): readonly Section[] {
  const streak = failureStreak(scoreboard.lines);
  if (streak < longStreak || row.round.terms.kind !== "optimise") return [];
  const must = season.rules.afterFailures === "require" ? "The next one has to be" : "Maybe the next one should be";
  const text = `${streak} rounds in a row failed. ${must} something else: /tank open kind=research, or /tank open only=wild-card.`;
  return [{ kind: "text", text }];
}

function leadOf(view: RoundView, promoted: PitchId | null): string {
  const { kind } = view.row.round.terms;
  if (kind === "research") return "Findings are never scored. Those that were accepted are lessons now, marked argued.";
  if (kind === "repair") return repairLead(view, promoted);
  return promoted === null ? baselineStays(view) : `${promotion(view, promoted)}${ownGoal(view, promoted)}`;
}

function repairLead(view: RoundView, promoted: PitchId | null): string {
  if (promoted === null)
    return "No kernel was correct in every case. The baseline is still wrong, so nothing can be optimised yet.";
  const correct = recordedVerdicts(view.verdicts).filter(({ verdict }) => verdict.verdict === "correct").length;
  const among = correct > 1 ? `, the fastest of ${correct} correct ones by a comparison in pairs` : "";
  return `"${titleOf(view, promoted)}" is correct in every case${among}: it is the new baseline.`;
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
  const { kind } = view.row.round.terms;
  if (kind === "research") return "WHAT WE KNOW NOW";
  if (kind === "repair") return promoted === null ? "STILL BROKEN" : "IT COMPUTES AGAIN";
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
    const [first] = recordedVerdicts(own);
    if (!first) return [];
    const funded = tally?.funded.includes(id) ? " (funded)" : "";
    const again = own.flatMap(({ purpose, verdict }) => {
      if (purpose === "confirm-baseline") return [`Measured again, against the baseline: ${realityText(verdict)}.`];
      return purpose === "confirm-runner-up" ? [`Measured again, against the next best: ${realityText(verdict)}.`] : [];
    });
    const predicted = content.prediction === null ? "" : ` ${predictionText(content.prediction)} predicted.`;
    const text = `${letter}, ${content.title}${funded}:${predicted} Reality: ${realityText(first.verdict)}.`;
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

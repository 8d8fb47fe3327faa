import type { PastRound, PastRun } from "../../rounds/memory/past-rounds.ts";
import type { RoundView } from "../../rounds/memory/round-view.ts";
import type { ListItem, Section } from "./card.ts";
import { listText } from "./numbers.ts";
import { failureFace, failuresBefore } from "./shark-reaction.ts";
import { headline } from "./voice.ts";

/** Previously on Shark Tank: a line for each past round, in the show with what was said. */
export function previouslySections(view: RoundView): readonly Section[] {
  const { past, season, row } = view;
  if (past.length === 0) return [];
  const show = season.voice === "show";
  const heading = show ? `PREVIOUSLY ON ${season.title.toUpperCase()}...` : `Before round ${row.number}`;
  return [{ kind: "list", heading, items: past.map((round) => (show ? episode(view, round) : plainLine(round))) }];
}

function episode({ scoreboard }: RoundView, round: PastRound): ListItem {
  const { number, title, imported, quotes, result, face } = round;
  const said = quotes.map(({ by, text }) => (imported ? text : `${by ?? "SHARKS"}: "${text}"`));
  const bets = imported && said.length > 0 ? [] : round.runs.filter(({ funded }) => funded).map(betText);
  const failed = round.runs.some(({ funded, success }) => funded && success === false);
  const reaction = failed ? [face ?? failureFace(failuresBefore(scoreboard.lines, number))] : [];
  const details = [...said, ...bets, `RESULT: ${result ?? resultText(round)}`, ...reaction];
  return { text: `${headline(`Round ${number}: "${title}"`, "show")}${kindText(round)}`, details };
}

/** The same facts in one line. */
function plainLine(round: PastRound): ListItem {
  const { number, title, imported, result, runs } = round;
  const bets = runs.filter(({ funded }) => funded).map(({ title: name, prediction }) => `${name}, ${prediction}`);
  const told = bets.length === 0 ? "" : ` ${listText(bets)} predicted.`;
  const reality = imported ? listText(runs.map((run) => run.reality)) : resultText(round);
  // An imported telling may say the same again, or have a reason that the scoreboard has no room for.
  const whole = result === null ? reality : result.includes(reality) ? result : `${reality} (${result})`;
  return { text: `Round ${number}, "${title}"${kindText(round)}:${told} Result: ${whole}.` };
}

function betText({ title, prediction }: PastRun): string {
  return `SHARKS funded ${title}: ${prediction} predicted`;
}

/** What became of what was funded, or of the winner where nothing was. */
export function resultText({ kind, runs, promoted }: PastRound): string {
  if (kind === "research") return "findings, not measured";
  const funded = runs.filter((run) => run.funded);
  const told = (funded.length > 0 ? funded : runs).map((run) => (runs.length > 1 ? named(run) : realityOf(run)));
  const crowned = promoted !== null && !funded.some(({ title }) => title === promoted);
  const became = crowned ? `${promoted} became the baseline` : null;
  if (told.length === 0) return became ?? "nothing ran";
  return became === null ? told.join("; ") : `${told.join("; ")}; ${became}`;
}

function named(run: PastRun): string {
  return `${run.title}: ${realityOf(run)}`;
}

/** A run's reality with what a reader must know beside it. */
export function realityOf({ reality, tainted, unconfirmed }: PastRun): string {
  return `${reality}${unconfirmed ? ", NOT CONFIRMED" : ""}${tainted ? " (tainted: counts for nobody)" : ""}`;
}

function kindText({ kind }: PastRound): string {
  return kind === "optimise" ? "" : ` (${kind} round)`;
}

import type { ArchivedRun, BallotRecord, SeasonArchive } from "../../rounds/archive/season-archive.ts";
import { predictionText, realityText } from "../../rounds/memory/scoreboard.ts";
import { isAgent } from "../../rounds/play/rights/owner-of.ts";
import { credibilityText, intervalText, listText, microseconds, plural, speedupText } from "../cards/numbers.ts";
import { fieldBlocks } from "./context-page.ts";
import { heading, list, page, quote, table, words } from "./markdown.ts";
import { tallyPage } from "./tally-page.ts";

type Round = SeasonArchive["rounds"][number];
type Pitch = SeasonArchive["pitches"][number];

/** The pages of one round by their names; those of a vote only once it has closed. */
export function roundPages(archive: SeasonArchive, round: Round): Readonly<Record<string, string>> {
  const voted = archive.ballots.some((ballot) => ballot.round === round.number);
  return {
    "pitches.md": pitchesPage(archive, round),
    ...(voted ? { "votes.md": votesPage(archive, round), "tally.md": tallyPage(archive, round) } : {}),
    "results.md": resultsPage(archive, round),
    "lessons.md": lessonsPage(archive, round),
  };
}

export function benchPage(archive: SeasonArchive): string | null {
  const pitches = archive.pitches.filter(({ round }) => round === null);
  return pitches.length === 0
    ? null
    : page(heading(1, "The bench"), ...pitches.map((each) => pitchBlocks(archive, each)));
}

function pitchesPage(archive: SeasonArchive, round: Round): string {
  const pitches = archive.pitches.filter((pitch) => pitch.round === round.number);
  return page(
    heading(1, `Round ${round.number}: ${round.title}`),
    `${round.subtitle ? `${words(round.subtitle)}. ` : ""}A round to ${round.terms.kind}, hosted by ${round.host}, opened ${round.openedAt}. Success is ${round.terms.bar === null ? "any measurable improvement" : `a speedup of ${round.terms.bar}x`}.`,
    ...(pitches.length === 0 ? ["Nobody pitched."] : pitches.map((each) => pitchBlocks(archive, each))),
  );
}

function pitchBlocks(archive: SeasonArchive, pitch: Pitch): readonly string[] {
  const { content, letter, state, parents, endorses } = pitch;
  const told = { ...content, knobs: content.knobs };
  const withdrawn = state === "withdrawn" ? ` Withdrawn${endorses ? `, in favour of ${endorses}` : ""}.` : "";
  const questions = archive.questions.filter((question) => question.pitch === pitch.ref);
  const proofs = archive.proofs.filter((proof) => proof.pitch === pitch.ref);
  const elsewhere = archive.externalResults.filter((result) => result.pitch === pitch.ref);
  return [
    heading(2, `${letter}: ${content.title}`),
    `By ${listText(content.authors)}, approach \`${content.approach}\`, predicted ${predictionText(content.prediction)}.${parents.length > 0 ? ` Combines ${listText(parents)}.` : ""}${withdrawn}`,
    `Code: ${pitch.source === null ? "none yet" : `\`${pitch.source.slice(0, 12)}\` (${archive.code ?? "in the JSON"})`}${told.knobs ? `, ${told.knobs}` : ""}.`,
    ...fieldBlocks([
      ["Problem", content.problem],
      ["Change", content.change],
      ["Reasoning", content.reasoning],
      ["Evidence from this kernel", content.evidence],
      ["Why it won't share an eliminated approach's fate", content.answer],
      ["How to validate it", content.validation],
      ["Complexity", content.complexity],
      ["Risk", content.risk],
      ["Mitigation", content.mitigation],
    ]),
    ...list((content.joined ?? []).map(joinedText)),
    ...questions.flatMap(({ number, asker, text, answerer, answer }) => [
      `**Q${number}, ${asker}**`,
      quote(text),
      ...(answer === null ? ["*Not answered.*"] : [`**${answerer ?? "Answer"}**`, quote(answer)]),
    ]),
    ...list(
      proofs.map(({ by, outcome }) => `Proof demanded by ${by}: ${outcome === null ? "not shown." : outcome.detail}`),
    ),
    ...list(elsewhere.map(({ text, link, by }) => `Not ours: ${text} (${link}, attached by ${by})`)),
  ];
}

function joinedText({ by, prediction, reasoning }: NonNullable<Pitch["content"]["joined"]>[number]): string {
  return `Pitched too by ${by}, predicted ${predictionText(prediction)}${reasoning === undefined ? "" : `: ${reasoning}`}`;
}

function votesPage(archive: SeasonArchive, round: Round): string {
  const cast = archive.ballots.filter((ballot) => ballot.round === round.number);
  const tableOf = (ballots: typeof cast) =>
    table(
      ["Shark", "Funds", "Chances", "Speedup", "Reason", "Changed"],
      ballots.map(({ shark, ballot, changes }) => [
        shark,
        ...ballotCells(ballot),
        changes === 0 ? "–" : plural(changes, "change"),
      ]),
    );
  const agents = cast.filter(({ shark }) => isAgent(shark));
  const people = cast.filter(({ shark }) => !isAgent(shark));
  const isMixed = agents.length > 0 && people.length > 0;
  return page(
    heading(1, `Round ${round.number}: the votes`),
    ...(isMixed ? [heading(2, "People"), ...tableOf(people), heading(2, "Agents"), ...tableOf(agents)] : tableOf(cast)),
  );
}

function ballotCells({ fund, chances, speedup, reason }: BallotRecord): readonly string[] {
  const said = chances.map(({ pitch, percent }) => `${letterOf(pitch)} ${percent}%`);
  return [
    fund === null ? "none" : letterOf(fund),
    said.join(", "),
    speedup === null ? "–" : `${speedup}x`,
    reason ?? "",
  ];
}

function resultsPage(archive: SeasonArchive, round: Round): string {
  const runs = archive.runs.filter((run) => run.round === round.number && run.verdict !== null);
  const decisions = archive.decisions.filter((decision) => decision.round === round.number);
  return page(
    heading(1, `Round ${round.number}: the results`),
    endText(archive, round),
    ...runs.map((run) => runBlocks(archive, run)),
    ...(decisions.length === 0 ? [] : [heading(2, "Decisions")]),
    ...list(decisions.map(({ host, decision, reason }) => `${host}, ${decision}: ${reason}`)),
  );
}

function endText({ pitches }: SeasonArchive, { end }: Round): string {
  if (end.state === "open") return `It is still being played: ${end.phase}.`;
  if (end.state === "cancelled") return `Cancelled: ${words(end.reason)}`;
  if (end.promoted === null) return "Nothing was promoted: back to baseline.";
  const title = pitches.find(({ ref }) => ref === end.promoted)?.content.title ?? "";
  return `${letterOf(end.promoted)}, ${words(title)}, is the new baseline.`;
}

function runBlocks({ pitches }: SeasonArchive, { pitch, purpose, verdict }: ArchivedRun): readonly string[] {
  if (verdict === null) return [];
  const { body, ran, rulings } = verdict;
  const found = pitches.find(({ ref }) => ref === pitch);
  const name = found ? `${found.letter}, ${found.content.title}` : "The candidate";
  const rows = body.cases.map((each) => [
    each.label,
    microseconds(each.baselineUs),
    microseconds(each.candidateUs),
    speedupText(each.speedup, each.ci95),
    intervalText(each.ci95),
    each.verdict,
  ]);
  const mean = ["geometric mean", "", "", speedupText(body.speedup, body.ci95), intervalText(body.ci95), ""];
  return [
    heading(2, `${name}: ${body.verdict}${purpose === "verdict" ? "" : ` (${purpose})`}`),
    `${realityText(body)}. ${words(body.detail)}`,
    ...table(
      ["Case", "Baseline", "Candidate", "Speedup", "95% interval", "Verdict"],
      body.speedup === null ? rows : [...rows, mean],
    ),
    ...(found ? [`Predicted: ${predictionText(found.content.prediction)}.`] : []),
    ...(ran === null ? [] : [`Measured on ${words(ran.machine)}, sandbox ${ran.sandbox}.`]),
    ...list(
      rulings.map(({ host, verdict: ruled, tainted, reason }) => {
        const word = ruled === null ? (tainted ? "tainted" : "the verdict stands") : `ruled ${ruled}`;
        return `${host}, ${word}: ${reason}`;
      }),
    ),
  ];
}

function lessonsPage(archive: SeasonArchive, round: Round): string {
  const lessons = archive.lessons.filter((lesson) => lesson.round === round.number);
  const rows = archive.credibility
    .filter((entry) => entry.round === round.number)
    .toSorted((a, b) => Number(isAgent(a.shark ?? "")) - Number(isAgent(b.shark ?? "")))
    .map(({ shark, points, statements, entry }) => [
      shark ?? "the panel",
      credibilityText(points),
      String(statements),
      entry === 1 ? "" : "correction",
    ]);
  return page(
    heading(1, `Round ${round.number}: the lessons`),
    ...(lessons.length === 0 ? ["None."] : []),
    ...list(
      lessons.map(({ approach, status, text }) => `${approach ? `\`${approach}\` ${status ?? ""}: ` : ""}${text}`),
    ),
    ...(rows.length === 0 ? [] : [heading(2, "Credibility")]),
    ...table(["Shark", "Points", "Statements", ""], rows),
  );
}

/** `B` of `3:B`. */
function letterOf(ref: string): string {
  return ref.replace(/^.*:/, "");
}

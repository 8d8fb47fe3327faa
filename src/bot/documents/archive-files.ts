import { archiveText } from "../../rounds/archive/archive-text.ts";
import type { SeasonArchive } from "../../rounds/archive/season-archive.ts";
import type { Scoreboard } from "../../rounds/memory/scoreboard.ts";
import { UserError } from "../../rounds/user-error.ts";
import type { Attachment } from "../command.ts";
import { contextPage } from "./context-page.ts";
import { benchPage, roundPages } from "./round-pages.ts";

/**
 * The files that teams keep by hand, made of an archive: pages for people, and the same as JSON.
 * `round` null: the whole season.
 * @throws UserError for a round that the season has not played.
 */
export function archiveFiles(archive: SeasonArchive, board: Scoreboard, round: number | null): readonly Attachment[] {
  const rounds = archive.rounds.filter(({ number }) => round === null || number === round);
  if (round !== null && rounds.length === 0) throw unknownRound(archive, round);
  const bench = round === null ? benchPage(archive) : null;
  const pages = rounds.flatMap((each) =>
    Object.entries(roundPages(archive, each)).map(([name, text]) => [`round-${each.number}/${name}`, text] as const),
  );
  const json =
    round === null
      ? (["season.json", archiveText(archive)] as const)
      : ([`round-${round}/round.json`, roundText(archive, round)] as const);
  return [
    ["00-context.md", contextPage(archive, board)] as const,
    ...(bench === null ? [] : [["bench.md", bench] as const]),
    ...pages,
    json,
  ].map(([name, text]) => ({ name, bytes: new TextEncoder().encode(text) }));
}

/** What an archive says of one round; a season is not made of it again. */
function roundText(archive: SeasonArchive, number: number): string {
  const ofRound = <Row extends { readonly round: number | null }>(rows: readonly Row[]) =>
    rows.filter(({ round }) => round === number);
  const pitches = ofRound(archive.pitches);
  const refs = new Set(pitches.map(({ ref }) => ref));
  const ofPitches = <Row extends { readonly pitch: string }>(rows: readonly Row[]) =>
    rows.filter(({ pitch }) => refs.has(pitch));
  const record = {
    archive: "shark-tank-round",
    version: archive.version,
    ...(archive.code && { code: archive.code }),
    sharks: archive.sharks,
    season: archive.name,
    round: archive.rounds.find((round) => round.number === number),
    pitches,
    questions: ofPitches(archive.questions),
    proofs: ofPitches(archive.proofs),
    externalResults: ofPitches(archive.externalResults),
    ballots: ofRound(archive.ballots),
    ballotChanges: ofRound(archive.ballotChanges),
    runs: ofRound(archive.runs),
    lessons: ofRound(archive.lessons),
    credibility: ofRound(archive.credibility),
    decisions: ofRound(archive.decisions),
  };
  return `${JSON.stringify(record, null, 2)}\n`;
}

function unknownRound({ rounds, settings }: SeasonArchive, round: number): UserError {
  const known = rounds.map(({ number }) => number);
  const imported = settings.history.length;
  const told = round <= imported ? ` Rounds 1 to ${imported} are imported history: /tank scoreboard shows them.` : "";
  return new UserError(
    "unknown-round",
    `This season has no round ${round} of its own.${told}`,
    known.length === 0 ? "A host opens the first one with /tank open." : `Its rounds: ${known.join(", ")}.`,
  );
}

import { hashFiles } from "../source-hash.ts";
import { findUnstorable } from "../storable.ts";
import { UserError } from "../user-error.ts";
import { archiveVersion, SeasonArchive } from "./season-archive.ts";

/**
 * Reads an archive that may be of another version, cut off or mended by hand.
 * @throws UserError that names the place of the first fault.
 */
export function checkArchive(read: unknown): SeasonArchive {
  refuseOtherKinds(read);
  const parsed = SeasonArchive.safeParse(read);
  if (!parsed.success) {
    const [first] = parsed.error.issues;
    const keys = first?.code === "unrecognized_keys" ? first.keys : [];
    const place = [...(first?.path ?? []), ...keys].map(String).join(".");
    throw brokenArchive(place, keys.length > 0 ? "there is no such key" : (first?.message ?? "it can't be read"));
  }
  const archive = parsed.data;
  if (archive.code === "left out") throw withoutCode(archive);
  const unstorable = findUnstorable(archive);
  if (unstorable !== null) throw brokenArchive(unstorable.join("."), "it holds a NUL or half a character");
  if (archive.name !== archive.settings.name) {
    throw brokenArchive("settings.name", `it is "${archive.settings.name}", but the season is "${archive.name}"`);
  }
  for (const [index, { sha256, files }] of archive.sources.entries()) {
    if (files === null || hashFiles(files) !== sha256)
      throw brokenArchive(`sources.${index}`, "these files don't have this hash");
  }
  refuseTwice(archive);
  return archive;
}

function refuseOtherKinds(read: unknown): void {
  const isObject = typeof read === "object" && read !== null;
  const kind = isObject && "archive" in read ? read.archive : null;
  const version = isObject && "version" in read ? read.version : null;
  if (kind === "shark-tank-round") {
    throw new UserError(
      "round-archive",
      "This file is one round, and a round can't be played without its season.",
      "Import the season.json that an export without a round writes.",
    );
  }
  if (kind !== "shark-tank-season") {
    throw new UserError(
      "not-an-archive",
      "This file is neither a season's archive nor a scorecard.",
      "Name a season.json that an export wrote, or a scorecard as docs/archive.md describes it.",
    );
  }
  if (typeof version === "number" && version > archiveVersion) {
    throw new UserError(
      "newer-archive",
      `This archive was written by a newer version of Shark Tank (its version is ${version}, this one reads ${archiveVersion}).`,
      "Update Shark Tank, then import again.",
    );
  }
}

/** Baselines and candidates could never run again, so no half of a season is made of it. */
function withoutCode({ settings }: SeasonArchive): UserError {
  return new UserError(
    "archive-without-code",
    `This archive leaves all code out (its season has \`source: ${settings.rules.source}\`), and a season can't go on without it.`,
    settings.rules.source === "link"
      ? "Export it again with --private, which keeps the code."
      : "Move the whole installation instead: npm run tank -- backup FILE, then npm run tank -- restore FILE.",
  );
}

/** What the database would refuse in its own words. */
function refuseTwice(archive: SeasonArchive): void {
  const { rounds, pitches, problems, sources, questions, ballots, approaches, credibility, bans } = archive;
  const lists: Readonly<Record<string, readonly string[]>> = {
    problems: problems.map(({ definition }) => definition.sha256),
    sources: sources.map(({ sha256 }) => sha256),
    rounds: rounds.map(({ number }) => `round ${number}`),
    pitches: pitches.map(({ ref }) => ref),
    questions: questions.map(({ number }) => `question ${number}`),
    ballots: ballots.map(({ round, shark }) => `${shark} in round ${round}`),
    approaches: approaches.map(({ key }) => key),
    bans: bans.map(({ person, liftedAt }, index) => (liftedAt === null ? `${person}'s ban` : `ban ${index}`)),
    credibility: credibility.map(
      ({ round, shark, entry }) => `entry ${entry} of ${shark ?? "the panel"} in round ${round}`,
    ),
  };
  for (const [list, keys] of Object.entries(lists)) {
    const twice = keys.findIndex((key, index) => keys.indexOf(key) !== index);
    if (twice >= 0) throw brokenArchive(`${list}.${twice}`, `${keys[twice]} stands there twice`);
  }
  for (const [index, { ref, round, letter }] of pitches.entries()) {
    const expected = `${round ?? "bench"}:${letter}`;
    if (ref.split("~")[0] !== expected) throw brokenArchive(`pitches.${index}.ref`, `it should be ${expected}`);
  }
}

export function brokenArchive(place: string, why: string): UserError {
  return new UserError(
    "broken-archive",
    `This archive is broken${place === "" ? "" : ` at ${place.slice(0, 200)}`}: ${why.slice(0, 200)}.`,
    "Export the season again, or mend that place; docs/archive.md explains every key. Nothing was imported.",
  );
}

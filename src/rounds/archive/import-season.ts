import type { Game } from "../game.ts";
import type { Tx } from "../store/database.ts";
import { deferReferences, keepProblemVersion, keepSource } from "../store/imported-seasons.ts";
import { insertRow } from "../store/insert-rows.ts";
import { brokenInvariants } from "../store/invariants.ts";
import { lockName } from "../store/lock-name.ts";
import { findSeason } from "../store/seasons.ts";
import { UserError } from "../user-error.ts";
import { brokenArchive } from "./check-archive.ts";
import { ImportIds } from "./import-ids.ts";
import { importPlayed } from "./import-played.ts";
import { importTold } from "./import-told.ts";
import type { SeasonArchive } from "./season-archive.ts";

/** The ids that an archive's keys have got so far. */
export interface Importing {
  readonly tx: Tx;
  readonly archive: SeasonArchive;
  readonly seasonId: number;
  readonly at: Date;
  readonly problems: ImportIds<string>;
  readonly sources: ImportIds<string>;
  readonly baselines: ImportIds<number>;
  readonly rounds: ImportIds<number>;
  readonly pitches: ImportIds<string>;
  readonly runs: ImportIds<number>;
}

export interface ImportedSeason {
  readonly name: string;
  readonly rounds: number;
  /** The round that was open when it was exported, and is cancelled now. */
  readonly cancelled: number | null;
}

/**
 * Reads a season in, all or nothing. It goes on from there like any other; what it once announced is not announced
 * again.
 * @throws UserError where the season exists already, or the archive contradicts itself.
 */
export async function importSeason(
  game: Game,
  wish: { readonly archive: SeasonArchive; readonly name?: string | undefined },
): Promise<ImportedSeason> {
  const { archive } = wish;
  const name = wish.name ?? archive.name;
  await game.database.transaction(async (tx) => {
    await lockName(tx, `season:${name}`);
    if (await findSeason(tx, name)) throw seasonExists(name);
    await deferReferences(tx);
    const before = await brokenInvariants(tx);
    const importing = await importFrame(tx, { ...archive, name }, game.clock.now());
    await importPlayed(importing);
    await importTold(importing);
    const broken = (await brokenInvariants(tx)).find((line) => !before.includes(line));
    if (broken !== undefined) throw brokenArchive("", `it contradicts a rule of the game (${broken.split(":")[0]})`);
  });
  const open = archive.rounds.find(({ end }) => end.state === "open");
  return { name, rounds: archive.rounds.length, cancelled: open?.number ?? null };
}

async function importFrame(tx: Tx, archive: SeasonArchive, at: Date): Promise<Importing> {
  const problems = new ImportIds<string>("problem");
  for (const { version, definition } of archive.problems) {
    problems.set(definition.sha256, await keepProblemVersion(tx, version, definition, at));
  }
  const sources = new ImportIds<string>("source");
  for (const [index, { sha256, normalSha256, files }] of archive.sources.entries()) {
    if (files === null) throw brokenArchive(`sources.${index}.files`, "there is no code");
    await keepSource(tx, { sha256, normalSha256, files }, at);
    sources.set(sha256, 0);
  }
  const { name, state, startedAt, settings } = archive;
  const seasonId = await insertRow(tx, "season", {
    name,
    settings: { ...settings, name },
    problem_version_id: problems.get(archive.problem, "problem"),
    state,
    stopped: null,
    created_at: new Date(startedAt),
  });
  return {
    tx,
    archive,
    seasonId,
    at,
    problems,
    sources,
    baselines: new ImportIds("baseline"),
    rounds: new ImportIds("round"),
    pitches: new ImportIds("pitch"),
    runs: new ImportIds("run"),
  };
}

export function seasonExists(name: string): UserError {
  return new UserError(
    "season-exists",
    `There is a season "${name}" already, and an import never changes one.`,
    "Give it another name: npm run tank -- import FILE --as NAME",
  );
}

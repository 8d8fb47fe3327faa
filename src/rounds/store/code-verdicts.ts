import type { CandidateFiles } from "../candidate.ts";
import { hashNormalSource } from "../code/normal-source.ts";
import { hashFiles } from "../source-hash.ts";
import type { Db } from "./database.ts";
import type { RunPurpose } from "./run-tables.ts";
import { getVerdict, type StoredVerdict } from "./verdicts.ts";

/** Code, and what it is compared with. */
export interface ComparedCode {
  readonly seasonId: number;
  readonly files: CandidateFiles;
  readonly baselineSha256: string;
  readonly problemVersionId: number;
}

/** A verdict that this code has already. */
export interface CodeVerdict extends StoredVerdict {
  /** Null for a private measurement. */
  readonly roundNumber: number | null;
  /** Who asked for the private measurement. */
  readonly askedBy: string | null;
}

const inRounds: readonly RunPurpose[] = ["verdict", "rerun", "sweep"];

/** The verdicts of rounds on the same code against the same baseline, newest first; tainted ones left out. */
export async function roundVerdictsOfCode(db: Db, code: ComparedCode): Promise<readonly CodeVerdict[]> {
  return verdictsOfCode(db, code, inRounds);
}

/** The private measurements of the same code against the same baseline, newest first. */
export async function privateVerdictsOfCode(db: Db, code: ComparedCode): Promise<readonly CodeVerdict[]> {
  return verdictsOfCode(db, code, ["measure"]);
}

/** The same code is the same up to what no compiler sees. */
async function verdictsOfCode(
  db: Db,
  { seasonId, files, baselineSha256, problemVersionId }: ComparedCode,
  purposes: readonly RunPurpose[],
): Promise<readonly CodeVerdict[]> {
  const rows = await db
    .selectFrom("verdict")
    .innerJoin("run", "run.id", "verdict.run_id")
    .innerJoin("source", "source.sha256", "run.candidate_sha256")
    .leftJoin("round", "round.id", "verdict.round_id")
    .leftJoin("measurement", "measurement.run_id", "run.id")
    .select(["run.id", "round.number", "measurement.asked_by"])
    .where("run.season_id", "=", seasonId)
    .where("run.baseline_sha256", "=", baselineSha256)
    .where("run.problem_version_id", "=", problemVersionId)
    .where("run.purpose", "in", purposes)
    .where(({ eb, or }) =>
      or([eb("source.normal_sha256", "=", hashNormalSource(files)), eb("source.sha256", "=", hashFiles(files))]),
    )
    .orderBy("run.id", "desc")
    .execute();
  const verdicts: CodeVerdict[] = [];
  for (const { id, number, asked_by } of rows) {
    const stored = await getVerdict(db, id);
    if (stored.ruling?.tainted !== true) verdicts.push({ ...stored, roundNumber: number, askedBy: asked_by });
  }
  return verdicts;
}

/** The machine that last timed a baseline of this season; null before the first. */
export async function currentMachine(db: Db, seasonId: number): Promise<string | null> {
  const row = await db
    .selectFrom("reading")
    .innerJoin("baseline", "baseline.id", "reading.baseline_id")
    .select("reading.machine")
    .where("baseline.season_id", "=", seasonId)
    .orderBy("reading.run_id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.machine ?? null;
}

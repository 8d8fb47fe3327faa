import type { CandidateFiles } from "../candidate.ts";
import { hashNormalSource } from "../code/normal-source.ts";
import { hashFiles } from "../source-hash.ts";
import type { Db, Tx } from "./database.ts";

/** Stores code by its hash; storing it again changes nothing. */
export async function putSource(tx: Tx, files: CandidateFiles, at: Date): Promise<string> {
  const sha256 = hashFiles(files);
  const normal_sha256 = hashNormalSource(files);
  await tx
    .insertInto("source")
    .values({ sha256, normal_sha256, files: JSON.stringify(files), created_at: at })
    // What an older version stored had no such hash.
    .onConflict((conflict) => conflict.column("sha256").doUpdateSet({ normal_sha256 }))
    .execute();
  return sha256;
}

/** The code of a hash that the database itself holds. */
export async function getSource(db: Db, sha256: string): Promise<CandidateFiles> {
  const row = await db.selectFrom("source").select("files").where("sha256", "=", sha256).executeTakeFirstOrThrow();
  return row.files;
}

/** What a run compares. */
export async function codeOfRun(
  db: Db,
  runId: number,
): Promise<{ readonly baseline: CandidateFiles; readonly candidate: CandidateFiles | null }> {
  const run = await db
    .selectFrom("run")
    .select(["baseline_sha256", "candidate_sha256"])
    .where("id", "=", runId)
    .executeTakeFirstOrThrow();
  return {
    baseline: await getSource(db, run.baseline_sha256),
    candidate: run.candidate_sha256 === null ? null : await getSource(db, run.candidate_sha256),
  };
}

/** At most two sources whose hash begins so: one is meant, two are ambiguous. */
export async function findSources(db: Db, prefix: string): Promise<readonly CandidateFiles[]> {
  const rows = await db.selectFrom("source").select("files").where("sha256", "like", `${prefix}%`).limit(2).execute();
  return rows.map((row) => row.files);
}

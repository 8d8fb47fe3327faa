import type { Db } from "./database.ts";
import type { Scope } from "./memory-tables.ts";

/** Where what a round measured holds: its problem version, its baseline, and the machine that measured; null: nothing ran. */
export async function roundScope(db: Db, roundId: number): Promise<Scope | null> {
  const row = await db
    .selectFrom("verdict")
    .innerJoin("run", "run.id", "verdict.run_id")
    .select(["verdict.ran", "run.problem_version_id", "run.baseline_sha256"])
    .where("verdict.round_id", "=", roundId)
    .where("verdict.ran", "is not", null)
    .where("run.purpose", "in", ["verdict", "rerun"])
    .orderBy("verdict.run_id", "desc")
    .limit(1)
    .executeTakeFirst();
  if (!row?.ran) return null;
  return {
    problemVersionId: row.problem_version_id,
    baselineSha256: row.baseline_sha256,
    machine: row.ran.machine,
  };
}

/** Every problem version's number by its id. */
export async function problemVersionNumbers(db: Db): Promise<ReadonlyMap<number, number>> {
  const rows = await db.selectFrom("problem_version").select(["id", "version"]).execute();
  return new Map(rows.map(({ id, version }) => [id, version]));
}

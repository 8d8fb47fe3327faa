import { sql } from "kysely";
import type { Db } from "./database.ts";

/** The problem's part of a bundle, as the season plays it now. */
export async function problemBundle(db: Db, seasonName: string): Promise<unknown> {
  const row = await db
    .selectFrom("season")
    .innerJoin("problem_version", "problem_version.id", "season.problem_version_id")
    .select(sql<unknown>`problem_version.definition -> 'bundle'`.as("bundle"))
    .where("season.name", "=", seasonName)
    .executeTakeFirstOrThrow();
  return row.bundle;
}

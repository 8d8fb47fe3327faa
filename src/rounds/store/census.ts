import type { Db } from "./database.ts";

/** How much there is of what, for the doctor. */
export async function census(
  db: Db,
): Promise<{ readonly seasons: number; readonly rounds: number; readonly runs: number }> {
  const count = async (table: "season" | "round" | "run") => {
    const counted = db.selectFrom(table).select((columns) => columns.fn.countAll<number>().as("count"));
    return Number((await counted.executeTakeFirstOrThrow()).count);
  };
  return { seasons: await count("season"), rounds: await count("round"), runs: await count("run") };
}

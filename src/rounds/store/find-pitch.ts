import type { Db } from "./database.ts";
import { getPitch, type PitchRow } from "./pitches.ts";

/** The pitch of this letter in a round (null: on the season's bench), withdrawn ones left out. */
export async function findPitch(
  db: Db,
  place: { readonly seasonId: number; readonly roundId: number | null },
  letter: string,
): Promise<PitchRow | null> {
  const here = placed(db, place);
  const row = await here.where("letter", "=", letter).executeTakeFirst();
  return row ? getPitch(db, row.id) : null;
}

/** The letters that stand in a round, or on the bench. */
export async function lettersIn(
  db: Db,
  place: { readonly seasonId: number; readonly roundId: number | null },
): Promise<readonly string[]> {
  return (await placed(db, place).orderBy("letter").execute()).map(({ letter }) => letter);
}

function placed(db: Db, { seasonId, roundId }: { readonly seasonId: number; readonly roundId: number | null }) {
  const all = db
    .selectFrom("pitch")
    .select(["id", "letter"])
    .where("season_id", "=", seasonId)
    .where("state", "<>", "withdrawn");
  return roundId === null ? all.where("round_id", "is", null) : all.where("round_id", "=", roundId);
}

import { type Knob, readKnobs } from "../../rounds/knobs/knobs.ts";
import { currentBaseline } from "../../rounds/store/baselines.ts";
import type { Db } from "../../rounds/store/database.ts";
import { getSeason } from "../../rounds/store/seasons.ts";
import { getSource } from "../../rounds/store/sources.ts";

/** The knobs of the kernel that must be beaten. */
export async function seasonKnobs(db: Db, season: string): Promise<readonly Knob[]> {
  const { id } = await getSeason(db, season);
  const { source_sha256 } = await currentBaseline(db, id);
  return readKnobs(await getSource(db, source_sha256));
}

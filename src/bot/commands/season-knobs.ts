import { type Knob, readKnobs } from "../../rounds/knobs/knobs.ts";
import { kernelView } from "../../rounds/memory/kernel-view.ts";
import { currentBaseline } from "../../rounds/store/baselines.ts";
import type { Db } from "../../rounds/store/database.ts";
import { getSeason } from "../../rounds/store/seasons.ts";
import { getSource } from "../../rounds/store/sources.ts";

/** The knobs of the kernel that must be beaten, as the season allows them and shows them. */
export async function seasonKnobs(db: Db, season: string): Promise<readonly Knob[]> {
  return (await kernelView(db, season)).knobs;
}

/** The names of all its knobs, to understand what somebody typed: also where a season shows none. */
export async function knobNames(db: Db, season: string): Promise<readonly string[]> {
  const { source_sha256 } = await currentBaseline(db, (await getSeason(db, season)).id);
  return readKnobs(await getSource(db, source_sha256)).map(({ name }) => name);
}

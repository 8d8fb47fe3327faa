import type { Knob } from "../../rounds/knobs/knobs.ts";
import { kernelView } from "../../rounds/memory/kernel-view.ts";
import type { Db } from "../../rounds/store/database.ts";

/** The knobs of the kernel that must be beaten, as the season allows them. */
export async function seasonKnobs(db: Db, season: string): Promise<readonly Knob[]> {
  return (await kernelView(db, season)).knobs;
}

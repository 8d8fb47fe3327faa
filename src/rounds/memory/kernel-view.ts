import { type Knob, readKnobs } from "../knobs/knobs.ts";
import { lockKnobs } from "../knobs/lock-knobs.ts";
import type { PlayedProblem } from "../problem-definition.ts";
import type { Season } from "../season.ts";
import { currentBaseline } from "../store/baselines.ts";
import { constraintsOf } from "../store/constraints.ts";
import type { Db } from "../store/database.ts";
import { type Ancestor, lineageOf } from "../store/lineage.ts";
import { getSeason } from "../store/seasons.ts";
import { getSource } from "../store/sources.ts";
import { type BaselineView, baselineView } from "./round-view.ts";

/** What must be beaten now, in or out of a round. */
export interface KernelView {
  readonly season: Season;
  readonly problem: PlayedProblem;
  readonly baseline: BaselineView;
  readonly knobs: readonly Knob[];
  /** The chain of baselines, from the problem's own to this one. */
  readonly lineage: readonly Ancestor[];
}

export async function kernelView(db: Db, seasonName: string): Promise<KernelView> {
  const { id, settings, problem } = await getSeason(db, seasonName);
  const baseline = await baselineView(db, (await currentBaseline(db, id)).id, settings);
  const constraints = await constraintsOf(db, id);
  const knobs = lockKnobs(readKnobs(await getSource(db, baseline.sha256)), constraints);
  return { season: settings, problem, baseline, knobs, lineage: await lineageOf(db, id) };
}

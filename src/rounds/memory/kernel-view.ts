import { type Knob, readKnobs } from "../knobs/knobs.ts";
import { lockKnobs } from "../knobs/lock-knobs.ts";
import type { PlayedProblem } from "../problem-definition.ts";
import type { Season } from "../season.ts";
import { type ShownSource, shownKnobs, shownSource } from "../source/shown-source.ts";
import { currentBaseline } from "../store/baselines.ts";
import { constraintsOf } from "../store/constraints.ts";
import type { Db } from "../store/database.ts";
import { type Ancestor, lineageOf } from "../store/lineage.ts";
import { getPitch } from "../store/pitches.ts";
import { getSeason } from "../store/seasons.ts";
import { getSource } from "../store/sources.ts";
import { type BaselineView, baselineView } from "./round-view.ts";

/** What must be beaten now, in or out of a round. */
export interface KernelView {
  readonly season: Season;
  readonly problem: PlayedProblem;
  readonly baseline: BaselineView;
  readonly code: ShownSource;
  /** None where the season shows no code. */
  readonly knobs: readonly Knob[];
  /** The chain of baselines, from the problem's own to this one. */
  readonly lineage: readonly Ancestor[];
}

export async function kernelView(db: Db, seasonName: string): Promise<KernelView> {
  const { id, settings, problem } = await getSeason(db, seasonName);
  const { id: baselineId, source_sha256: sha256, pitch_id: pitchId } = await currentBaseline(db, id);
  const baseline = await baselineView(db, baselineId, settings);
  const files = await getSource(db, sha256);
  const promoted = pitchId === null ? null : await getPitch(db, pitchId);
  const { source } = settings.rules;
  return {
    season: settings,
    problem,
    baseline,
    code: shownSource(source, { sha256, files, baseline: files, origin: promoted?.content.origin ?? null }),
    knobs: shownKnobs(source, lockKnobs(readKnobs(files), await constraintsOf(db, id))),
    lineage: await lineageOf(db, id),
  };
}

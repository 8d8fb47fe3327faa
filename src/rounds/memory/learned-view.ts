import type { Season } from "../season.ts";
import { type Constraint, constraintsOf } from "../store/constraints.ts";
import type { Db } from "../store/database.ts";
import { type LearnedLesson, lessonsLearned } from "../store/lessons.ts";
import { getSeason } from "../store/seasons.ts";
import { type ApproachView, approachViews } from "./approach-views.ts";

/** What a season knows: what is dead or proven and why, what is locked, and what else was learned. */
export interface LearnedView {
  readonly season: Season;
  readonly approaches: readonly ApproachView[];
  readonly constraints: readonly Constraint[];
  /** Those about no one approach; the others stand with their approach. */
  readonly lessons: readonly LearnedLesson[];
}

export async function learnedView(db: Db, seasonName: string): Promise<LearnedView> {
  const { id, settings } = await getSeason(db, seasonName);
  return {
    season: settings,
    approaches: await approachViews(db, id, settings),
    constraints: await constraintsOf(db, id),
    lessons: (await lessonsLearned(db, id)).filter(({ approach }) => approach === null),
  };
}

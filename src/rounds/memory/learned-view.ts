import type { Season } from "../season.ts";
import { type Constraint, constraintsOf } from "../store/constraints.ts";
import type { Db } from "../store/database.ts";
import { type LearnedLesson, lessonsLearned, movesNone } from "../store/lessons.ts";
import { getSeason } from "../store/seasons.ts";
import { type ApproachView, approachViews } from "./approach-views.ts";

/** What a season knows: what is dead or proven and why, what is locked, and what else was learned. */
export interface LearnedView {
  readonly season: Season;
  readonly approaches: readonly ApproachView[];
  readonly constraints: readonly Constraint[];
  /** Those that moved no approach; the others stand with theirs. */
  readonly lessons: readonly LearnedLesson[];
  /** All of them, by whose numbers a host mends their words. */
  readonly all: readonly LearnedLesson[];
}

export async function learnedView(db: Db, seasonName: string): Promise<LearnedView> {
  const { id, settings } = await getSeason(db, seasonName);
  const all = await lessonsLearned(db, id);
  return {
    season: settings,
    approaches: await approachViews(db, id, settings),
    constraints: await constraintsOf(db, id),
    lessons: all.filter(movesNone),
    all,
  };
}

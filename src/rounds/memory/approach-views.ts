import type { Season } from "../season.ts";
import { approachesOf } from "../store/approaches.ts";
import { currentBaseline } from "../store/baselines.ts";
import type { Db } from "../store/database.ts";
import type { Scope } from "../store/memory-tables.ts";
import { roundNumbers } from "../store/rounds.ts";
import { problemVersionNumbers } from "../store/scopes.ts";

export interface ApproachView {
  readonly key: string;
  readonly name: string;
  readonly idea: string | null;
  readonly tagline: string | null;
  readonly status: "viable" | "eliminated" | "proven";
  readonly evidence: "measured" | "argued" | "imported";
  readonly why: readonly string[];
  /** How it ended in a few words; null while it is not eliminated. */
  readonly fate: string | null;
  /** The round that taught it, in words: round 2. */
  readonly taughtBy: string | null;
  /** Where a measured status holds; null for what was not measured here. */
  readonly where: Where | null;
}

/** A measurement speaks of one problem version, one baseline and one machine. */
export interface Where {
  readonly machine: string;
  readonly problemVersion: number;
  readonly baseline: string;
  /** False: the kernel that must be beaten is another one by now. */
  readonly isCurrent: boolean;
}

export async function approachViews(db: Db, seasonId: number, settings: Season): Promise<readonly ApproachView[]> {
  const rows = await approachesOf(db, seasonId);
  const numbers = await roundNumbers(db, seasonId);
  const whereOf = await placing(db, seasonId);
  return rows.map(({ key, status, evidence, why, round_id, taught_by, scope }) => {
    const number = round_id === null ? undefined : numbers.get(round_id);
    const told = settings.approaches[key];
    const fate = (evidence === "imported" ? told?.fate : undefined) ?? why[0] ?? null;
    return {
      key,
      name: told?.name ?? key,
      idea: told?.idea ?? null,
      tagline: told?.tagline ?? null,
      status,
      evidence,
      why,
      fate: status === "eliminated" ? fate : null,
      taughtBy: number === undefined ? taught_by : `round ${number}`,
      where: whereOf(scope),
    };
  });
}

async function placing(db: Db, seasonId: number): Promise<(scope: Scope | null) => Where | null> {
  const versions = await problemVersionNumbers(db);
  const { source_sha256, problem_version_id } = await currentBaseline(db, seasonId);
  return (scope) =>
    scope && {
      machine: scope.machine,
      problemVersion: versions.get(scope.problemVersionId) ?? 1,
      baseline: scope.baselineSha256,
      isCurrent: scope.baselineSha256 === source_sha256 && scope.problemVersionId === problem_version_id,
    };
}

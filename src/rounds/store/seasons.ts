import { sql } from "kysely";
import { PlayedProblem, type ProblemDefinition } from "../problem-definition.ts";
import { Season } from "../season.ts";
import { UserError } from "../user-error.ts";
import type { Db, Tx } from "./database.ts";
import { lockName } from "./lock-name.ts";

/** A season as it stands: its settings and what it is played on. */
export interface SeasonRow {
  readonly id: number;
  readonly name: string;
  readonly settings: Season;
  readonly problemVersionId: number;
  readonly problem: PlayedProblem;
}

/** @throws UserError when there is no season of this name. */
export async function getSeason(db: Db, name: string): Promise<SeasonRow> {
  const season = await findSeason(db, name);
  if (season) return season;
  const names = await db.selectFrom("season").select("name").orderBy("id").execute();
  const known =
    names.length > 0 ? `Seasons here: ${names.map((row) => row.name).join(", ")}.` : "No season was started yet.";
  throw new UserError("unknown-season", `There is no season "${name}".`, known);
}

export async function findSeason(db: Db, name: string): Promise<SeasonRow | null> {
  const row = await seasonQuery(db).where("season.name", "=", name).executeTakeFirst();
  return row ? seasonRow(row) : null;
}

export async function getSeasonById(db: Db, id: number): Promise<SeasonRow> {
  return seasonRow(await seasonQuery(db).where("season.id", "=", id).executeTakeFirstOrThrow());
}

export async function insertSeason(tx: Tx, settings: Season, problemVersionId: number, at: Date): Promise<number> {
  const row = { name: settings.name, settings: JSON.stringify(settings), problem_version_id: problemVersionId };
  const inserted = await tx
    .insertInto("season")
    .values({ ...row, state: "active", created_at: at })
    .returning("id")
    .executeTakeFirstOrThrow();
  return inserted.id;
}

/** Stores this version of a problem once; the same content keeps its version number. */
export async function putProblemVersion(
  tx: Tx,
  problem: ProblemDefinition,
  at: Date,
): Promise<{ readonly id: number; readonly version: number }> {
  await lockName(tx, `problem:${problem.name}`);
  const known = await tx
    .selectFrom("problem_version")
    .select(["id", "version"])
    .where("name", "=", problem.name)
    .where("sha256", "=", problem.sha256)
    .executeTakeFirst();
  if (known) return known;
  const last = await tx
    .selectFrom("problem_version")
    .select((columns) => columns.fn.max("version").as("version"))
    .where("name", "=", problem.name)
    .executeTakeFirst();
  const row = await tx
    .insertInto("problem_version")
    .values({
      name: problem.name,
      version: (last?.version ?? 0) + 1,
      sha256: problem.sha256,
      definition: JSON.stringify(problem),
      created_at: at,
    })
    .returning(["id", "version"])
    .executeTakeFirstOrThrow();
  return row;
}

/** The version of the problem that a season is played on from now on. */
export async function moveSeason(tx: Tx, seasonId: number, problemVersionId: number): Promise<void> {
  await tx.updateTable("season").set({ problem_version_id: problemVersionId }).where("id", "=", seasonId).execute();
}

function seasonQuery(db: Db) {
  return db
    .selectFrom("season")
    .innerJoin("problem_version", "problem_version.id", "season.problem_version_id")
    .select(["season.id", "season.name", "season.settings", "season.problem_version_id"])
    .select([
      sql<object>`problem_version.definition - 'bundle'`.as("problem"),
      sql<unknown>`problem_version.definition #>> '{bundle,lang}'`.as("lang"),
    ]);
}

function seasonRow(row: {
  id: number;
  name: string;
  settings: unknown;
  problem_version_id: number;
  problem: object;
  lang: unknown;
}): SeasonRow {
  return {
    id: row.id,
    name: row.name,
    settings: Season.parse(row.settings),
    problemVersionId: row.problem_version_id,
    problem: PlayedProblem.parse({ ...row.problem, lang: row.lang }),
  };
}

import { type RawBuilder, sql } from "kysely";
import type { Db } from "./database.ts";

/** What is counted: of one round, or of what belongs to no round since a moment. */
export type CountedIn = { readonly roundId: number } | { readonly seasonId: number; readonly since: Date };

/** Whose: a person's with all their agents, or null for everybody's. */
export type Whose = string | null;

/** The part before the slash is an agent's owner. */
function isOf(name: RawBuilder<string>, owner: string) {
  return sql<boolean>`split_part(${name}, '/', 1) = ${owner}`;
}

/** Pitches of a round, withdrawn ones too; of the bench those that stand there. Its first author is whose a pitch is. */
export async function pitchesSpent(
  db: Db,
  owner: string,
  { seasonId, roundId }: { readonly seasonId: number; readonly roundId: number | null },
): Promise<number> {
  const first = sql<string>`content #>> '{authors,0}'`;
  const mine = db.selectFrom("pitch").select((columns) => columns.fn.countAll<number>().as("count"));
  const counted = mine.where("season_id", "=", seasonId).where(isOf(first, owner));
  const placed =
    roundId === null
      ? counted.where("round_id", "is", null).where("state", "<>", "withdrawn")
      : counted.where("round_id", "=", roundId);
  return Number((await placed.executeTakeFirstOrThrow()).count);
}

function isCounted(where: CountedIn, at: "question.asked_at" | "proof.demanded_at") {
  if ("roundId" in where) return sql<boolean>`pitch.round_id = ${where.roundId}`;
  const { seasonId, since } = where;
  return sql<boolean>`(pitch.season_id = ${seasonId} and pitch.round_id is null and ${sql.ref(at)} > ${since})`;
}

export async function questionsSpent(db: Db, whose: Whose, where: CountedIn): Promise<number> {
  const asked = db.selectFrom("question").innerJoin("pitch", "pitch.id", "question.pitch_id");
  let query = asked.select((columns) => columns.fn.countAll<number>().as("count"));
  if (whose !== null) query = query.where(isOf(sql.ref("question.asker"), whose));
  const counted = await query.where(isCounted(where, "question.asked_at")).executeTakeFirstOrThrow();
  return Number(counted.count);
}

/** Those that the runner gave up say nothing, and count for nobody. */
export async function proofsSpent(db: Db, whose: Whose, where: CountedIn): Promise<number> {
  const demanded = db
    .selectFrom("proof")
    .innerJoin("pitch", "pitch.id", "proof.pitch_id")
    .leftJoin("run", "run.id", "proof.run_id");
  let query = demanded
    .select((columns) => columns.fn.countAll<number>().as("count"))
    .where((either) => either("run.state", "is", null).or("run.state", "<>", "abandoned"));
  if (whose !== null) query = query.where(isOf(sql.ref("proof.demanded_by"), whose));
  const counted = await query.where(isCounted(where, "proof.demanded_at")).executeTakeFirstOrThrow();
  return Number(counted.count);
}

export async function measuresSpent(
  db: Db,
  owner: string,
  { seasonId, since }: { readonly seasonId: number; readonly since: Date },
): Promise<number> {
  const asked = db.selectFrom("measurement").innerJoin("run", "run.id", "measurement.run_id");
  const counted = await asked
    .select((columns) => columns.fn.countAll<number>().as("count"))
    .where(isOf(sql.ref("measurement.asked_by"), owner))
    .where("run.season_id", "=", seasonId)
    .where("run.created_at", ">", since)
    .where("run.state", "<>", "abandoned")
    .executeTakeFirstOrThrow();
  return Number(counted.count);
}

/**
 * Minutes on runners that somebody's proofs and measurements took since a moment, or a round's proofs: from the start of
 * each run's last attempt to its report, or until now.
 */
export async function runnerMinutesSpent(
  db: Db,
  whose: { readonly owner: string; readonly since: Date } | { readonly roundId: number },
  { seasonId, now }: { readonly seasonId: number; readonly now: Date },
): Promise<number> {
  const ends = sql<Date>`coalesce(report.received_at, ${now}::timestamptz)`;
  const runs = db
    .selectFrom("run")
    .leftJoin("proof", "proof.run_id", "run.id")
    .leftJoin("measurement", "measurement.run_id", "run.id")
    .leftJoin("report", (join) =>
      join.onRef("report.run_id", "=", "run.id").onRef("report.attempt", "=", "run.attempt"),
    )
    .select(sql<number | null>`sum(extract(epoch from ${ends} - run.taken_at))::float8`.as("seconds"))
    .where("run.season_id", "=", seasonId)
    .where("run.taken_at", "is not", null)
    .where("run.state", "not in", ["queued", "abandoned", "cancelled"]);
  const spent =
    "owner" in whose
      ? runs
          .where("run.created_at", ">", whose.since)
          .where(isOf(sql`coalesce(proof.demanded_by, measurement.asked_by)`, whose.owner))
      : runs.where("run.round_id", "=", whose.roundId).where("run.purpose", "=", "proof");
  return ((await spent.executeTakeFirstOrThrow()).seconds ?? 0) / 60;
}

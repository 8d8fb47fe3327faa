import type { Db } from "./database.ts";
import { type QueuePlace, queuePlaces } from "./queue-places.ts";
import type { RunPurpose, RunState } from "./run-tables.ts";
import { unfinished } from "./runs.ts";
import type { Stopped } from "./season-tables.ts";
import { stoppedOf } from "./stops.ts";

/** What a run is about, for people to read while it goes on. */
export interface RunLabel {
  readonly runId: number;
  readonly purpose: RunPurpose;
  readonly state: RunState;
  readonly runner: string;
  /** Whom a running run waits for. */
  readonly waiting: { readonly since: Date; readonly holders: string } | null;
  readonly roundId: number | null;
  readonly pitch: { readonly letter: string; readonly title: string } | null;
  /** Who asked for a private measurement. */
  readonly askedBy: string | null;
  /** Where a queued run stands; null for others, and where nobody asked. */
  readonly place: QueuePlace | null;
}

export async function runLabel(db: Db, runId: number): Promise<RunLabel> {
  return labelOf(await query(db).where("run.id", "=", runId).executeTakeFirstOrThrow());
}

/** The runs of a season that have no verdict yet, in the order of the queue: the first few, and how many more. */
export interface WaitingRuns {
  readonly first: readonly RunLabel[];
  readonly more: number;
  /** Who keeps those that wait from starting; null: nobody. */
  readonly stopped: Stopped | null;
}

const mostNamed = 10;

/** `now`: their places in the queue too. */
export async function waitingRuns(db: Db, seasonId: number, now?: Date): Promise<WaitingRuns> {
  const rows = await query(db)
    .where("run.season_id", "=", seasonId)
    .where("run.state", "in", unfinished)
    .orderBy((columns) => columns("run.state", "=", "queued"))
    .orderBy("run.turn")
    .orderBy("run.changed_at")
    .orderBy("run.id")
    .limit(mostNamed)
    .execute();
  const queued = rows.filter(({ state }) => state === "queued").map(({ id }) => id);
  const places = now === undefined ? new Map() : await queuePlaces(db, queued, now);
  const first = rows.map((row) => ({ ...labelOf(row), place: places.get(row.id) ?? null }));
  const more = first.length < mostNamed ? 0 : (await countWaiting(db, seasonId)) - first.length;
  return { first, more, stopped: await stoppedOf(db, seasonId) };
}

async function countWaiting(db: Db, seasonId: number): Promise<number> {
  const counted = db.selectFrom("run").select((columns) => columns.fn.countAll<number>().as("count"));
  const waiting = counted.where("season_id", "=", seasonId).where("state", "in", unfinished);
  return Number((await waiting.executeTakeFirstOrThrow()).count);
}

function query(db: Db) {
  return db
    .selectFrom("run")
    .leftJoin("pitch", "pitch.id", "run.pitch_id")
    .leftJoin("measurement", "measurement.run_id", "run.id")
    .select(["run.id", "run.purpose", "run.state", "run.round_id", "pitch.letter", "pitch.content"])
    .select(["run.runner", "run.waiting", "measurement.asked_by"]);
}

function labelOf(row: Awaited<ReturnType<ReturnType<typeof query>["executeTakeFirstOrThrow"]>>): RunLabel {
  const { letter, content } = row;
  const pitch = letter === null || content === null ? null : { letter, title: content.title };
  const waiting = row.state === "running" ? row.waiting : null;
  return {
    runId: row.id,
    purpose: row.purpose,
    state: row.state,
    runner: row.runner,
    waiting: waiting && { since: new Date(waiting.since), holders: waiting.holders },
    roundId: row.round_id,
    pitch,
    askedBy: row.asked_by,
    place: null,
  };
}

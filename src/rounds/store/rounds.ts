import { sql } from "kysely";
import { z } from "zod";
import { type Round, RoundId, RoundState, RoundTerms } from "../round/round-state.ts";
import { UserError } from "../user-error.ts";
import type { Db, Tx } from "./database.ts";

/** A round with the facts that never change after its opening. */
export interface RoundRow {
  readonly round: Round;
  readonly id: RoundId;
  readonly seasonId: number;
  readonly number: number;
  readonly title: string;
  /** The second line of its title, where its host gave one. */
  readonly subtitle: string | null;
  readonly host: string;
  readonly baselineId: number;
  readonly openedAt: Date;
  /** When the phase ends by itself; null: it waits for its host. */
  readonly deadlineAt: Date | null;
}

export async function insertRound(
  tx: Tx,
  row: {
    seasonId: number;
    title: string;
    subtitle?: string | undefined;
    host: string;
    baselineId: number;
    terms: RoundTerms;
    at: Date;
  },
): Promise<{ id: RoundId; number: number }> {
  const last = await tx
    .selectFrom("round")
    .select((columns) => columns.fn.max("number").as("number"))
    .where("season_id", "=", row.seasonId)
    .executeTakeFirst();
  const imported = await tx.selectFrom("season").select("settings").where("id", "=", row.seasonId).executeTakeFirst();
  const number = (last?.number ?? imported?.settings.history.length ?? 0) + 1;
  const state: RoundState = { state: "opening" };
  const inserted = await tx
    .insertInto("round")
    .values({
      season_id: row.seasonId,
      number,
      title: row.title,
      subtitle: row.subtitle ?? null,
      terms: JSON.stringify(row.terms),
      state: state.state,
      now: JSON.stringify(state),
      baseline_id: row.baselineId,
      host: row.host,
      opened_at: row.at,
      changed_at: row.at,
      deadline_at: null,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return { id: RoundId.parse(inserted.id), number };
}

/** Loads a round and keeps it from changing until the transaction ends. */
export async function lockRound(tx: Tx, id: number): Promise<RoundRow> {
  return parseRow(await tx.selectFrom("round").selectAll().where("id", "=", id).forUpdate().executeTakeFirstOrThrow());
}

export async function getRound(db: Db, id: number): Promise<RoundRow> {
  return parseRow(await db.selectFrom("round").selectAll().where("id", "=", id).executeTakeFirstOrThrow());
}

export async function findOpenRound(db: Db, seasonId: number): Promise<RoundRow | null> {
  const row = await openRounds(db, seasonId).executeTakeFirst();
  return row ? parseRow(row) : null;
}

/**
 * Loads the open round and keeps it from changing until the transaction ends.
 * @throws UserError when no round of the season is open.
 */
export async function lockOpenRound(tx: Tx, seasonId: number): Promise<RoundRow> {
  const row = await openRounds(tx, seasonId).forUpdate().executeTakeFirst();
  if (row) return parseRow(row);
  throw new UserError("no-open-round", "No round is open.", "A host opens one with /tank open.");
}

function openRounds(db: Db, seasonId: number) {
  return db
    .selectFrom("round")
    .selectAll()
    .where("season_id", "=", seasonId)
    .where("state", "not in", ["decided", "cancelled"]);
}

export async function roundsOf(db: Db, seasonId: number): Promise<readonly RoundRow[]> {
  const rows = await db.selectFrom("round").selectAll().where("season_id", "=", seasonId).orderBy("number").execute();
  return rows.map(parseRow);
}

/** A decided round as the scoreboard needs it: what each of its runs came to stays where it is. */
export interface DecidedRound {
  readonly id: RoundId;
  readonly number: number;
  readonly title: string;
  readonly promoted: number | null;
  readonly unconfirmed: number | null;
}

export async function decidedRounds(db: Db, seasonId: number): Promise<readonly DecidedRound[]> {
  const rows = await db
    .selectFrom("round")
    .select(["id", "number", "title"])
    .select([
      sql<number | null>`now -> 'promoted'`.as("promoted"),
      sql<number | null>`now -> 'unconfirmed'`.as("unconfirmed"),
    ])
    .where("season_id", "=", seasonId)
    .where("state", "=", "decided")
    .orderBy("number")
    .execute();
  return rows.map(({ id, ...row }) => ({ id: RoundId.parse(id), ...row }));
}

/** The season's last round, open or not; null before the first. */
export async function latestRoundOf(db: Db, seasonId: number): Promise<RoundRow | null> {
  const rows = db.selectFrom("round").selectAll().where("season_id", "=", seasonId);
  const row = await rows.orderBy("number", "desc").limit(1).executeTakeFirst();
  return row ? parseRow(row) : null;
}

/** The own round of this number; null where the season has none. */
export async function findRoundByNumber(db: Db, seasonId: number, number: number): Promise<RoundRow | null> {
  const rows = db.selectFrom("round").selectAll().where("season_id", "=", seasonId);
  const row = await rows.where("number", "=", number).executeTakeFirst();
  return row ? parseRow(row) : null;
}

/** The numbers of a season's own rounds by their ids, the first one first. */
export async function roundNumbers(db: Db, seasonId: number): Promise<ReadonlyMap<number, number>> {
  const rounds = db.selectFrom("round").select(["id", "number"]).where("season_id", "=", seasonId);
  return new Map((await rounds.orderBy("number").execute()).map(({ id, number }) => [id, number]));
}

/** @throws UserError for a number that no own round of the season has. */
export async function getRoundByNumber(db: Db, seasonId: number, number: number): Promise<RoundRow> {
  const row = await findRoundByNumber(db, seasonId, number);
  if (row) return row;
  const numbers = [...(await roundNumbers(db, seasonId)).values()];
  const known = numbers.length > 0 ? `Rounds played here: ${numbers.join(", ")}.` : "No round was played here yet.";
  throw new UserError("unknown-round", `There is no round ${number} to act on.`, known);
}

export async function saveRound(tx: Tx, round: Round, at: Date, deadlineAt: Date | null): Promise<void> {
  await tx
    .updateTable("round")
    .set({ state: round.now.state, now: JSON.stringify(round.now), changed_at: at, deadline_at: deadlineAt })
    .where("id", "=", round.id)
    .execute();
}

export async function setDeadline(tx: Tx, id: RoundId, deadlineAt: Date): Promise<void> {
  await tx.updateTable("round").set({ deadline_at: deadlineAt }).where("id", "=", id).execute();
}

const Row = z.object({
  id: RoundId,
  season_id: z.number(),
  number: z.number(),
  title: z.string(),
  subtitle: z.string().nullable(),
  host: z.string(),
  baseline_id: z.number(),
  opened_at: z.date(),
  deadline_at: z.date().nullable(),
  terms: RoundTerms,
  now: RoundState,
});

function parseRow(row: unknown): RoundRow {
  const parsed = Row.parse(row);
  return {
    round: { id: parsed.id, terms: parsed.terms, now: parsed.now },
    id: parsed.id,
    seasonId: parsed.season_id,
    number: parsed.number,
    title: parsed.title,
    subtitle: parsed.subtitle,
    host: parsed.host,
    baselineId: parsed.baseline_id,
    openedAt: parsed.opened_at,
    deadlineAt: parsed.deadline_at,
  };
}

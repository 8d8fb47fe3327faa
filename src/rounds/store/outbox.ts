import type { Selectable } from "kysely";
import { killPoint } from "../kill-point.ts";
import type { Db, Tx } from "./database.ts";
import type { AnnouncementKind, OutboxTable } from "./outbox-tables.ts";

/** What was told elsewhere, before its season was imported, counts as shown in every channel; none has this name. */
export const everyChannel = "*";

export type OutboxRow = Selectable<OutboxTable>;

export interface Announcement {
  readonly key: string;
  readonly seasonId: number;
  readonly roundId: number | null;
  readonly kind: AnnouncementKind;
  readonly body: object;
  readonly notify: boolean;
}

/** Owes an announcement. The same key is announced once, whoever writes it; false where it was owed already. */
export async function announce(tx: Tx, announcement: Announcement, at: Date): Promise<boolean> {
  const { numInsertedOrUpdatedRows: written = 0n } = await tx
    .insertInto("outbox")
    .values({
      key: announcement.key,
      season_id: announcement.seasonId,
      round_id: announcement.roundId,
      kind: announcement.kind,
      body: JSON.stringify(announcement.body),
      notify: announcement.notify,
      created_at: at,
    })
    .onConflict((conflict) => conflict.column("key").doNothing())
    .executeTakeFirstOrThrow();
  killPoint("announcement-owed");
  return written > 0n;
}

/** What a channel has not been shown yet, oldest first. */
export async function undelivered(db: Db, seasonId: number, channel: string): Promise<readonly OutboxRow[]> {
  return db
    .selectFrom("outbox")
    .selectAll("outbox")
    .leftJoin("delivery", (join) =>
      join.onRef("delivery.outbox_id", "=", "outbox.id").on("delivery.channel", "in", [channel, everyChannel]),
    )
    .where("outbox.season_id", "=", seasonId)
    .where("delivery.outbox_id", "is", null)
    .orderBy("outbox.id")
    .execute();
}

export async function markDelivered(
  tx: Tx,
  outboxId: number,
  channel: string,
  externalId: string | null,
  at: Date,
): Promise<void> {
  await tx
    .insertInto("delivery")
    .values({ outbox_id: outboxId, channel, external_id: externalId, delivered_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export interface Shown extends Pick<OutboxRow, "key" | "kind" | "body"> {
  /** The platform's own id of the post. */
  readonly externalId: string;
}

/** What a channel was shown of a round, by its kind, oldest first. */
export async function shownIn(
  db: Db,
  { channel, seasonId, roundId }: { readonly channel: string; readonly seasonId: number; readonly roundId: number },
  kinds: readonly AnnouncementKind[],
): Promise<readonly Shown[]> {
  const rows = await db
    .selectFrom("outbox")
    .innerJoin("delivery", "delivery.outbox_id", "outbox.id")
    .select(["outbox.key", "outbox.kind", "outbox.body", "delivery.external_id"])
    .where("outbox.season_id", "=", seasonId)
    .where("outbox.round_id", "=", roundId)
    .where("outbox.kind", "in", kinds)
    .where("delivery.channel", "=", channel)
    .orderBy("outbox.id")
    .execute();
  return rows.flatMap(({ external_id, ...row }) => (external_id === null ? [] : [{ ...row, externalId: external_id }]));
}

/** What an announcement is about. */
interface OwedOf {
  readonly seasonId: number;
  readonly roundId: number | null;
  readonly kind: AnnouncementKind;
}

/** What was owed of one kind, oldest first; `after` an announcement, by its id: null is all of them. */
export async function owedSince(db: Db, of: OwedOf, after: number | null): Promise<readonly OutboxRow[]> {
  const late = after === null ? owedOf(db, of) : owedOf(db, of).where("id", ">", after);
  return late.orderBy("id").execute();
}

/** The last of them, told or not; null where there was none. */
export async function lastOwed(db: Db, of: OwedOf): Promise<OutboxRow | null> {
  return (await owedOf(db, of).orderBy("id", "desc").limit(1).executeTakeFirst()) ?? null;
}

function owedOf(db: Db, { seasonId, roundId, kind }: OwedOf) {
  const rows = db.selectFrom("outbox").selectAll().where("season_id", "=", seasonId).where("kind", "=", kind);
  return roundId === null ? rows.where("round_id", "is", null) : rows.where("round_id", "=", roundId);
}

/** The channels in which anything of a season was shown to people; a program that is told is none. */
export async function placesShown(db: Db, seasonId: number): Promise<readonly string[]> {
  const rows = await db
    .selectFrom("delivery")
    .innerJoin("outbox", "outbox.id", "delivery.outbox_id")
    .select("delivery.channel")
    .distinct()
    .where("outbox.season_id", "=", seasonId)
    .where("delivery.channel", "!=", everyChannel)
    .where("delivery.channel", "not like", "webhook:%")
    .orderBy("delivery.channel")
    .execute();
  return rows.map(({ channel }) => channel);
}

/**
 * What was shown elsewhere before a channel joined the season is not told there again, but for the open round.
 * @param fromId the first announcement that the channel is still owed; null: only what comes from now on
 */
export async function skipPast(
  tx: Tx,
  { seasonId, channel, fromId, at }: { seasonId: number; channel: string; fromId: number | null; at: Date },
): Promise<void> {
  const rows = tx
    .selectFrom("outbox")
    .select((columns) => [
      "outbox.id as outbox_id",
      columns.val(channel).as("channel"),
      columns.val(null).as("external_id"),
      columns.val(at).as("delivered_at"),
    ])
    .where("season_id", "=", seasonId);
  await tx
    .insertInto("delivery")
    .columns(["outbox_id", "channel", "external_id", "delivered_at"])
    .expression(fromId === null ? rows : rows.where("id", "<", fromId))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The first announcement of a round, by its id; null where it has none yet. */
export async function firstOfRound(db: Db, roundId: number): Promise<number | null> {
  const first = db.selectFrom("outbox").select("id").where("round_id", "=", roundId).orderBy("id").limit(1);
  return (await first.executeTakeFirst())?.id ?? null;
}

import type { Db, Tx } from "./database.ts";

/** Somebody as a platform knows them: `slack`, `U0123ABCD`. */
export interface PlatformAccount {
  readonly platform: string;
  readonly externalId: string;
}

/** The name under which somebody plays; null where they have not played yet. */
export async function findPerson(db: Db, { platform, externalId }: PlatformAccount): Promise<string | null> {
  const row = await db
    .selectFrom("person")
    .select("name")
    .where("platform", "=", platform)
    .where("external_id", "=", externalId)
    .executeTakeFirst();
  return row?.name ?? null;
}

/** Who plays under a name on a platform; null where nobody does there. */
export async function findAccount(db: Db, platform: string, name: string): Promise<string | null> {
  const row = await db
    .selectFrom("person")
    .select("external_id")
    .where("platform", "=", platform)
    .where("name", "=", name)
    .executeTakeFirst();
  return row?.external_id ?? null;
}

/** Everybody who plays under a name: one person, from one account or several. */
export async function accountsNamed(db: Db, name: string): Promise<readonly PlatformAccount[]> {
  const rows = await db
    .selectFrom("person")
    .select(["platform", "external_id"])
    .where("name", "=", name)
    .orderBy("id")
    .execute();
  return rows.map(({ platform, external_id: externalId }) => ({ platform, externalId }));
}

/** The names under which accounts of a platform play; who has not played yet has none. */
export async function peopleOf(
  db: Db,
  platform: string,
  accounts: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom("person")
    .select(["external_id", "name"])
    .where("platform", "=", platform)
    .where("external_id", "in", accounts)
    .execute();
  return new Map(rows.map(({ external_id: account, name }) => [account, name]));
}

/** Those of the names that somebody has already, on whatever platform. */
export async function takenNames(db: Db, names: readonly string[]): Promise<readonly string[]> {
  const rows = await db.selectFrom("person").select("name").distinct().where("name", "in", names).execute();
  return rows.map(({ name }) => name);
}

/** Gives accounts of a platform their names for good. */
export async function insertPeople(
  tx: Tx,
  platform: string,
  names: ReadonlyMap<string, string>,
  at: Date,
): Promise<void> {
  if (names.size === 0) return;
  const rows = [...names].map(([account, name]) => ({ platform, external_id: account, name, first_seen_at: at }));
  await tx.insertInto("person").values(rows).execute();
}

/** Gives an account the name that its owner plays under elsewhere as well, whatever name it had. */
export async function linkAccount(
  tx: Tx,
  { platform, externalId, name, at }: PlatformAccount & { readonly name: string; readonly at: Date },
): Promise<void> {
  await tx
    .insertInto("person")
    .values({ platform, external_id: externalId, name, first_seen_at: at })
    .onConflict((conflict) => conflict.columns(["platform", "external_id"]).doUpdateSet({ name }))
    .execute();
}

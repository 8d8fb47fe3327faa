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

/** True where somebody has this name already, on whatever platform. */
export async function isNameTaken(db: Db, name: string): Promise<boolean> {
  const row = await db.selectFrom("person").select("name").where("name", "=", name).executeTakeFirst();
  return row !== undefined;
}

/** Gives an account its name for good; false where the name, or the account, was taken in the meantime. */
export async function insertPerson(
  tx: Tx,
  { platform, externalId, name, at }: PlatformAccount & { readonly name: string; readonly at: Date },
): Promise<boolean> {
  const row = await tx
    .insertInto("person")
    .values({ platform, external_id: externalId, name, first_seen_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .returning("name")
    .executeTakeFirst();
  return row !== undefined;
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

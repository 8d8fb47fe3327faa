import type { Db, Tx } from "./database.ts";

/** A result from elsewhere: shown as not ours, and scored by nobody. */
export interface ExternalResult {
  readonly pitchId: number;
  readonly text: string;
  readonly link: string;
  readonly by: string;
}

export async function insertExternalResult(tx: Tx, row: ExternalResult & { readonly at: Date }): Promise<void> {
  const { pitchId: pitch_id, text, link, by, at: attached_at } = row;
  await tx.insertInto("external_result").values({ pitch_id, text, link, by, attached_at }).execute();
}

/** What was attached to these pitches, oldest first. */
export async function externalResultsOf(db: Db, pitchIds: readonly number[]): Promise<readonly ExternalResult[]> {
  if (pitchIds.length === 0) return [];
  return db
    .selectFrom("external_result")
    .select(["pitch_id as pitchId", "text", "link", "by"])
    .where("pitch_id", "in", [...pitchIds])
    .orderBy("id")
    .execute();
}

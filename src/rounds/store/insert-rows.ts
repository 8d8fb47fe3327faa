import { type Selectable, sql } from "kysely";
import type { Tx } from "./database.ts";
import type { Tables } from "./tables.ts";

/** A row as it is read; the database gives it its id. */
export type NewRow<Name extends keyof Tables> = Omit<Selectable<Tables[Name]>, "id">;

/** Inserts a row as it once was, and returns its new id. */
export async function insertRow<Name extends keyof Tables>(tx: Tx, table: Name, row: NewRow<Name>): Promise<number> {
  const { rows } = await sql<{ id: number }>`${insertion(table, [row])} returning id`.execute(tx);
  const [inserted] = rows;
  if (inserted === undefined) throw new Error(`nothing was inserted into ${table}`);
  return inserted.id;
}

/** Inserts rows in their order. */
export async function insertRows<Name extends keyof Tables>(
  tx: Tx,
  table: Name,
  rows: readonly NewRow<Name>[],
): Promise<void> {
  for (let start = 0; start < rows.length; start += rowsAtOnce) {
    await insertion(table, rows.slice(start, start + rowsAtOnce)).execute(tx);
  }
}

const rowsAtOnce = 200;

function insertion(table: keyof Tables, rows: readonly object[]) {
  const columns = sql.join(Object.keys(rows[0] ?? {}).map((column) => sql.ref(column)));
  return sql`insert into ${sql.table(table)} (${columns})
    select ${columns} from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::jsonb)`;
}

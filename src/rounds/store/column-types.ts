import type { ColumnType, JSONColumnType } from "kysely";

/** A jsonb column, written as text. */
export type Json<Value extends object> = JSONColumnType<Value>;
/** A moment, in UTC. */
export type Time = ColumnType<Date, Date, Date>;

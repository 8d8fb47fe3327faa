import type { Generated } from "kysely";
import type { Json, Time } from "./column-types.ts";

/** Who plays from where, and what they have begun to say. Columns are explained in the migrations. */

export interface PersonTable {
  id: Generated<number>;
  platform: string;
  external_id: string;
  name: string;
  first_seen_at: Time;
}

export interface SeasonChannelTable {
  id: Generated<number>;
  season_id: number;
  platform: string;
  channel: string;
  bound_at: Time;
}

export interface DraftTable {
  id: Generated<number>;
  season_id: number;
  player: string;
  form: string;
  body: Json<object>;
  updated_at: Time;
}

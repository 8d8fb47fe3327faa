import type { Generated } from "kysely";
import type { TokenRole } from "../access-token.ts";
import type { Json, Time } from "./column-types.ts";

/** Who may come in from outside a chat. Columns are explained in the migrations. */
export interface AccessTokenTable {
  id: Generated<number>;
  hash: string;
  player: string;
  owner: string;
  season_id: number | null;
  roles: Json<readonly TokenRole[]>;
  made_at: Time;
  expires_at: Time;
  revoked_at: Time | null;
  used_at: Time | null;
}

import type { Game } from "../../game.ts";
import { UserError } from "../../user-error.ts";
import { isAgent } from "../rights/owner-of.ts";

/** Tokens are a person's own business: one that could make others would outlive its own end. */
export function refuseBearer({ roles }: Pick<Game, "roles">, by: string): void {
  if (roles?.only !== undefined || isAgent(by)) throw tokenByToken();
}

export function tokenByToken(): UserError {
  return new UserError(
    "token-by-token",
    "Tokens are made and ended by people, and not with a token.",
    "Say /tank token in the chat, or npm run tank -- do @you '/tank token' on the bot's machine.",
  );
}

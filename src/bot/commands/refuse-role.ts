import type { TokenRole } from "../../rounds/access-token.ts";
import type { Roles } from "../../rounds/game.ts";
import { tokenByToken } from "../../rounds/play/access/refuse-bearer.ts";
import { UserError } from "../../rounds/user-error.ts";
import { type Command, commandPath } from "../command.ts";

/** True for a command that a token of these roles is for; reading is open to every token. */
export function isOpenTo(only: readonly TokenRole[], command: Command): boolean {
  if (command.forPeople === true) return false;
  const role = roleOf(command);
  return command.reads === true || role === null || only.includes(role);
}

function roleOf({ forHosts, role }: Command): TokenRole | null {
  return role ?? (forHosts === true ? "host" : null);
}

/** @throws UserError where somebody came in with a token that is not for this command; reading stays open to all */
export function refuseRole(roles: Roles | undefined, command: Command): void {
  const only = roles?.only;
  if (only === undefined || isOpenTo(only, command)) return;
  const role = roleOf(command);
  if (role === null) throw tokenByToken();
  const wanted = [...new Set([...only, role])].join(",");
  const hint =
    role === "host"
      ? "A host gives it in the chat, or makes themselves a token: /tank token roles=host. No agent hosts."
      : `Its owner makes one that is: /tank token roles=${wanted}. Reading everything stays open to you.`;
  throw new UserError("token-may-not", `This token is not for ${commandPath(command)}.`, hint);
}

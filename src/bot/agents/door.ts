import type { TokenRole } from "../../rounds/access-token.ts";
import { bearerRoles, findBearer } from "../../rounds/play/access/find-bearer.ts";
import type { Admit } from "../chat/rights/admit.ts";
import type { Tank } from "../commands/run-command.ts";
import type { EventStream } from "../events/event-stream.ts";

/** Where programs come in, with the same rules as people. */
export interface Door {
  readonly tank: Tank;
  readonly seasonId: number;
  /** The pace and the rights of people, which are those of their agents as well. */
  readonly admit: Admit;
  /** After something was done: what is owed is announced, and living messages are drawn. */
  readonly moved: () => void;
  /** What happens in the season. */
  readonly events: Pick<EventStream, "serve">;
}

/** A door by which commands alone come in. */
export type CommandDoor = Omit<Door, "events">;

/** A program that has come in. */
export interface Visitor {
  /** Who it plays as. */
  readonly player: string;
  /** What it may do beside reading; null: all that its player may. */
  readonly roles: readonly TokenRole[] | null;
  /** Its token's number; null: it came in by the operator's own hand. */
  readonly tokenId: number | null;
}

/** @throws UserError for a token that opens nothing here */
export async function visitorOf({ tank, seasonId }: CommandDoor, token: string): Promise<Visitor> {
  return findBearer(tank.game, token, seasonId);
}

/** The tank as a visitor has it: with what its player may, and of that no more than its token's roles. */
export function tankOf({ tank }: Pick<Door, "tank">, { roles }: Pick<Visitor, "roles">): Tank {
  if (roles === null) return tank;
  const { game } = tank;
  return { ...tank, game: { ...game, roles: bearerRoles(game.roles, roles) } };
}

import type { Roles } from "../../../rounds/game.ts";
import { ownerOf } from "../../../rounds/play/rights/owner-of.ts";
import type { Tank } from "../../commands/run-command.ts";
import { grantedRoles, type Who } from "./named-roles.ts";
import { pace } from "./pace.ts";

/** Lets one command of somebody in: the tank with what they may. @throws UserError for who is too fast */
export type Admit = (tank: Tank, who: Who) => Tank;

/** @param named roles as config/tank.yml names them, groups and places among them */
export function admitBy(named: Roles, commandsPerMinute: number): Admit {
  let check: ((person: string) => void) | null = null;
  return (tank, who) => {
    const { game } = tank;
    check ??= pace(commandsPerMinute, () => game.clock.now());
    check(ownerOf(who.name));
    const { roles } = game;
    if (roles === undefined) return tank;
    const granted = grantedRoles(named, roles, who);
    return granted === roles ? tank : { ...tank, game: { ...game, roles: granted } };
  };
}

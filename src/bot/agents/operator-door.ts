import type { Tank } from "../commands/run-command.ts";
import { parseName } from "../grammar/chat-line.ts";
import type { CommandDoor, Visitor } from "./door.ts";

/** The way in for whoever runs the installation: without a token, under any name, at any pace. */
export function operatorDoor(tank: Tank, seasonId: number, moved: () => void): CommandDoor {
  return { tank, seasonId, admit: (admitted) => admitted, moved };
}

/** @throws UserError for what is no name */
export function operatorVisitor(name: string): Visitor {
  return { player: parseName(name), roles: null, tokenId: null };
}

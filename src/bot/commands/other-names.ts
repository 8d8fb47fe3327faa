import type { OtherOptions } from "../command.ts";
import type { Tank } from "./run-command.ts";
import { knobNames } from "./season-knobs.ts";

const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];

/** What a command takes beside its own options: the names of knobs, or pitches' letters. */
export async function otherNames(
  others: OtherOptions | undefined,
  { game, season }: Pick<Tank, "game" | "season">,
): Promise<readonly string[]> {
  if (others === undefined) return [];
  if (others.kind === "pitch") return letters;
  return knobNames(game.database.db, season);
}

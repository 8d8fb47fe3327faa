import type { APIApplicationCommandOptionChoice } from "discord.js";
import { shortLine } from "../short-text.ts";
import { commandLimits } from "./discord-limits.ts";

/** What somebody may take, with what it is. */
export type Suggestion = APIApplicationCommandOptionChoice<string>;

/** Discord refuses all of them for one that is too long. */
export function fitting(all: readonly Suggestion[]): readonly Suggestion[] {
  return all
    .filter(({ value }) => value !== "" && value.length <= commandLimits.choiceValue && value.isWellFormed())
    .slice(0, commandLimits.choices)
    .map(({ name, value }) => ({ value, name: shortLine(name, commandLimits.choiceName) || value }));
}

import type { APIApplicationCommandAutocompleteInteraction } from "discord.js";
import { commands } from "../../commands/table.ts";
import { readFocused, suggestions } from "../registering/suggestions.ts";
import type { Talk } from "./answers.ts";
import type { Desk } from "./desk.ts";
import { CommandShape, requireShape } from "./known-shape.ts";

/** What an option is completed from while somebody types. */
export async function onTyping(
  desk: Desk,
  { data }: APIApplicationCommandAutocompleteInteraction,
  talk: Talk,
  by: string,
): Promise<void> {
  requireShape(CommandShape, data);
  const focused = readFocused(data, commands);
  await talk.suggest(focused === null ? [] : await suggestions(desk.tank, focused, by));
}

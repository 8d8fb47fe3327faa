import { saidCard } from "../../cards/said-card.ts";
import { commands } from "../../commands/table.ts";
import { renamedCommands } from "../command-paths.ts";
import { renderCard } from "./render-card.ts";

/** Draws cards with the commands named as Discord has them: `/pitch code B` is `/tank pitch code B`. */
export const drawCard: typeof renderCard = (card, look) => renderCard(saidCard(card, discordText), look);

/** The commands wherever they stand as such, and not as a part of a path or of a longer word. */
export function discordText(text: string): string {
  return text.replace(gameNames, (name) => names.get(name) ?? name);
}

const names = renamedCommands(commands);
// A name that another one begins with comes after it. None holds a character that a pattern reads otherwise.
const longestFirst = [...names.keys()].toSorted((one, other) => other.length - one.length);
const gameNames = new RegExp(`(?<![\\w/.@-])(?:${longestFirst.join("|")})(?![\\w-])`, "g");

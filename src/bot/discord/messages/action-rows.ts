import type { APIActionRowComponent, APIButtonComponentWithCustomId } from "discord.js";
import type { Action } from "../../cards/action.ts";
import { type ActionButton, actionButtons } from "../../cards/action-buttons.ts";
import { chatLine } from "../../text/chat-text.ts";
import { limits } from "./limits.ts";
import { shortened } from "./pieces.ts";
import { actionId } from "./read-action.ts";

export type ButtonRow = APIActionRowComponent<APIButtonComponentWithCustomId>;

/** A card's buttons; what Discord can't carry is left out, since a card's text names the same as commands. */
export function actionRows(actions: readonly Action[]): ButtonRow[] {
  const [...own] = new Map(actions.map((action) => [actionId(action), action])).values();
  const sent = own.filter(isCarried).slice(0, limits.buttonRows * limits.buttonsInRow);
  const buttons = actionButtons(sent).map(button);
  const starts = buttons.flatMap((_, index) => (index % limits.buttonsInRow === 0 ? [index] : []));
  return starts.map((start) => ({ type: 1, components: buttons.slice(start, start + limits.buttonsInRow) }));
}

/** An id that comes back as it was sent. */
function isCarried(action: Action): boolean {
  const id = actionId(action);
  return id.length <= limits.customId && id === chatLine(id);
}

function button({ action, label, isMain }: ActionButton): APIButtonComponentWithCustomId {
  return {
    type: 2,
    style: isMain ? 1 : 2,
    label: shortened(label, limits.buttonLabel),
    custom_id: actionId(action),
  };
}

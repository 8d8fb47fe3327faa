import type { ActionsBlock, Button } from "@slack/types";
import type { Action } from "../../cards/action.ts";
import { type ActionButton, actionButtons } from "../../cards/action-buttons.ts";
import { chatLine } from "../../text/chat-text.ts";
import { limits } from "./limits.ts";
import { shortened } from "./split-text.ts";

/** All buttons of a card; what Slack can't carry is left out, since a card's text names the same as commands. */
export function actionBlocks(actions: readonly Action[]): readonly ActionsBlock[] {
  const [...own] = new Map(actions.map((action) => [actionId(action), action])).values();
  const sent = own.filter((action) => actionValue(action).length <= limits.buttonValue).slice(0, limits.buttons);
  const buttons = actionButtons(sent).map(button);
  const starts = buttons.flatMap((_, index) => (index % limits.buttonsInBlock === 0 ? [index] : []));
  return starts.map((start) => ({ type: "actions", elements: buttons.slice(start, start + limits.buttonsInBlock) }));
}

function button({ action, label, isMain }: ActionButton): Button {
  return {
    type: "button",
    text: { type: "plain_text", text: shortened(label, limits.buttonText), emoji: false },
    action_id: actionId(action),
    value: actionValue(action),
    ...(isMain ? { style: "primary" } : {}),
  };
}

/** Alike for the same button of every message; a round's number stands in the value alone. */
function actionId(action: Action): string {
  const about = "pitch" in action ? `:${action.pitch}` : "question" in action ? `:${action.question}` : "";
  return shortened(chatLine(`tank:${action.kind}${about}`), limits.actionId);
}

/** What `readAction` reads. */
function actionValue(action: Action): string {
  return JSON.stringify(action);
}

import type { ActionsBlock, Button } from "@slack/types";
import { type Action, actionLabel } from "../../cards/action.ts";
import { limits } from "./limits.ts";
import { slackLine } from "./slack-text.ts";
import { shortened } from "./split-text.ts";

/** All buttons of a card; what Slack can't carry is left out, since a card's text names the same as commands. */
export function actionBlocks(actions: readonly Action[]): readonly ActionsBlock[] {
  const [...own] = new Map(actions.map((action) => [actionId(action), action])).values();
  const sent = own.filter((action) => actionValue(action).length <= limits.buttonValue).slice(0, limits.buttons);
  const starts = sent.flatMap((_, index) => (index % limits.buttonsInBlock === 0 ? [index] : []));
  return starts.map((start) => actionBlock(sent.slice(start, start + limits.buttonsInBlock), sent));
}

/** One row of buttons; `among` are all of the message, by which a label says which pitch it means. */
export function actionBlock(actions: readonly Action[], among: readonly Action[] = actions): ActionsBlock {
  const about = new Set(among.flatMap((action) => ("pitch" in action ? [action.pitch] : [])));
  const main = among.filter(({ kind }) => kind === "pitch" || kind === "vote");
  return {
    type: "actions",
    elements: actions.map((action): Button => {
      const text = shortened(labelOf(action, about.size > 1), limits.buttonText);
      const isMain = main.length === 1 && main[0] === action;
      return {
        type: "button",
        text: { type: "plain_text", text, emoji: false },
        action_id: actionId(action),
        value: actionValue(action),
        ...(isMain ? { style: "primary" } : {}),
      };
    }),
  };
}

function labelOf(action: Action, isOneOfMany: boolean): string {
  const label = actionLabel(action);
  return slackLine("pitch" in action && isOneOfMany ? `${label}: ${action.pitch}` : label);
}

/** Alike for the same button of every message; a round's number stands in the value alone. */
function actionId(action: Action): string {
  const about = "pitch" in action ? `:${action.pitch}` : "question" in action ? `:${action.question}` : "";
  return shortened(slackLine(`tank:${action.kind}${about}`), limits.actionId);
}

/** What `readAction` reads. */
function actionValue(action: Action): string {
  return JSON.stringify(action);
}

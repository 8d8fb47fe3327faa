import { chatLine } from "../text/chat-text.ts";
import { type Action, actionLabel } from "./action.ts";

export interface ActionButton {
  readonly action: Action;
  readonly label: string;
  /** The one that a card is there for. */
  readonly isMain: boolean;
}

/** The buttons of a message: a label names its pitch where there are several, and the main one is told apart. */
export function actionButtons(actions: readonly Action[]): readonly ActionButton[] {
  const pitches = new Set(actions.flatMap((action) => ("pitch" in action ? [action.pitch] : [])));
  const main = actions.filter(({ kind }) => kind === "pitch" || kind === "vote");
  return actions.map((action) => {
    const label = actionLabel(action);
    const isOneOfMany = "pitch" in action && pitches.size > 1;
    return {
      action,
      label: chatLine(isOneOfMany ? `${label}: ${action.pitch}` : label),
      isMain: main.length === 1 && main[0] === action,
    };
  });
}

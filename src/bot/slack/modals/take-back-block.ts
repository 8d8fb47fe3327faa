import type { ActionsBlock } from "@slack/types";
import { formLine } from "./form-text.ts";

/** The action_id of the button that takes a ballot back. */
export const takeBackAction = "take-back";

/** Asks once more before the ballot is gone. */
export function takeBackBlock(round: number): ActionsBlock {
  return {
    type: "actions",
    block_id: takeBackAction,
    elements: [
      {
        type: "button",
        action_id: takeBackAction,
        text: formLine("Take my ballot back", 75),
        style: "danger",
        confirm: {
          title: formLine("Take your ballot back?", 100),
          text: formLine(`None of it counts in round ${round}. You may vote again until the vote closes.`, 300),
          confirm: formLine("Take it back", 30),
          deny: formLine("Keep it", 30),
          style: "danger",
        },
      },
    ],
  };
}

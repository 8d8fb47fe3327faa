import type { ModalView } from "@slack/types";
import { blockFaults } from "../../fakes/slack/check-blocks.ts";

/** Slack's own limit for a view, `view_too_large`. */
const mostBytes = 250_000;

/** What Slack has against a view, and what we have: nobody's words are parsed as mrkdwn. */
export function viewFaults(view: ModalView): readonly string[] {
  const { title, submit, close, callback_id = "", private_metadata = "", blocks } = view;
  const texts = { title: title.text, submit: submit?.text ?? "-", close: close?.text ?? "-" };
  const bytes = Buffer.byteLength(JSON.stringify(view));
  const hasInput = blocks.some(({ type }) => type === "input");
  return [
    ...blockFaults(blocks, "modal"),
    ...Object.entries(texts).flatMap(([name, text]) =>
      text.length > 24 || text.trim() === "" ? [`${name}: ${text.length}`] : [],
    ),
    ...(callback_id.length > 255 ? ["callback_id"] : []),
    ...(private_metadata.length > 3000 ? [`private_metadata has ${private_metadata.length} characters`] : []),
    ...(bytes > mostBytes ? [`view_too_large: ${bytes}`] : []),
    ...(hasInput && submit === undefined ? ["a view with an input needs a submit"] : []),
    ...(JSON.stringify(blocks).includes('"mrkdwn"') ? ["words are parsed as mrkdwn"] : []),
    ...(JSON.stringify(view).isWellFormed() ? [] : ["half of a surrogate pair"]),
  ];
}

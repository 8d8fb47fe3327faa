import type { KnownBlock, ModalView } from "@slack/types";
import type { FormName } from "../../forms/form-names.ts";
import { type FormContext, writeContext } from "./form-context.ts";
import { formLine } from "./form-text.ts";

/** More is no modal: Slack would refuse to open it. */
export const mostBlocks = 100;
const mostTitle = 24;

export interface Form {
  readonly name: FormName;
  readonly context: FormContext;
  readonly title: string;
  /** The words on the button that hands it in. */
  readonly submit: string;
  readonly blocks: readonly KnownBlock[];
}

export function formView({ name, context, title, submit, blocks }: Form): ModalView {
  return {
    type: "modal",
    callback_id: name,
    private_metadata: writeContext(context),
    title: formLine(title, mostTitle),
    submit: formLine(submit, mostTitle),
    close: formLine("Cancel", mostTitle),
    blocks: blocks.slice(0, mostBlocks),
  };
}

/** A modal that only says something, in a form's place: what was done, or why it was not. */
export function noticeView(title: string, blocks: readonly KnownBlock[]): ModalView {
  return {
    type: "modal",
    title: formLine(title, mostTitle),
    close: formLine("Close", mostTitle),
    blocks: blocks.slice(0, mostBlocks),
  };
}

import type { ViewErrorsResponseAction, ViewUpdateResponseAction } from "@slack/bolt";
import type { Refusal } from "../../commands/run-command.ts";
import { filesId, gitId } from "../../forms/code-fields.ts";
import type { FormName } from "../../forms/form-names.ts";
import { refusedOptions } from "../../forms/refused-options.ts";
import { chatLine } from "../../text/chat-text.ts";
import { shortened } from "../blocks/split-text.ts";
import { letterOfChance } from "./ballot-chips.ts";
import { fundId } from "./ballot-form.ts";
import { noticeView } from "./form-frame.ts";
import { filledFiles, filledInputs, type SubmittedView } from "./form-state.ts";
import { paragraph, titled } from "./form-text.ts";
import { filledKnobs, knobBlockId } from "./knob-fields.ts";
import { fundedChanceId } from "./read-ballot.ts";

/** Slack documents no limit; more than this is no line below an input on a phone. */
const mostCharacters = 300;

/** Where a refusal belongs that is about no one input, or about none that is there. */
const mainInputs: Readonly<Record<FormName, string>> = {
  pitch: "title",
  "pitch-edit": "title",
  code: filesId,
  vote: fundId,
  ask: "question",
  answer: "answer",
  proof: "case",
  measure: filesId,
};

/** What Slack is told of a refused form: the line at the inputs that it is about, or in the form's place. */
export function refuseForm(view: SubmittedView, refusal: Refusal): ViewErrorsResponseAction | ViewUpdateResponseAction {
  const errors = errorsAtFields(view, refusal);
  if (Object.keys(errors).length > 0) return { response_action: "errors", errors };
  const { message, hint } = refusal;
  const blocks = [titled(message), ...(hint === null ? [] : [paragraph(hint)])];
  return { response_action: "update", view: noticeView("That didn't work", blocks) };
}

/** The line of a refusal by the block_ids of the inputs that it is about; empty for a form without an input. */
export function errorsAtFields(view: SubmittedView, refusal: Refusal): Record<string, string> {
  const inputs = view.blocks.flatMap(({ type, block_id }) => (type === "input" && block_id ? [block_id] : []));
  const found = refusedOptions(refusal).flatMap((option) => inputOf(option, inputs, view) ?? []);
  const main = inputs.find((id) => id === mainInput(view.callback_id)) ?? inputs[0];
  const at = found.length > 0 ? found : main === undefined ? [] : [main];
  return Object.fromEntries(at.map((id) => [id, refusalLine(refusal)]));
}

/** The input that an option is filled in by; null where this form has none. */
function inputOf(option: string, inputs: readonly string[], view: SubmittedView): string | null {
  const isThere = (id: string | null) => inputs.find((each) => each === id) ?? null;
  const chanceOf = (letter: string | null) => inputs.find((id) => letterOfChance(id) === letter) ?? null;
  if (option === "file") return codeInput(inputs, view);
  if (view.callback_id === "vote") {
    if (option === "pitch") return isThere(fundId);
    if (option === "p") return chanceOf(letterOfChance(fundedChanceId(view) ?? ""));
    if (/^[A-Z]$/.test(option)) return chanceOf(option);
  }
  return isThere(option) ?? isThere(knobBlockId(option));
}

/** Code that was refused stands where it came from. */
function codeInput(inputs: readonly string[], view: SubmittedView): string | null {
  const filled = filledInputs(view);
  const isFromGit = filled.some(({ id, text }) => id === gitId && text !== null);
  const [turned] = Object.keys(filledKnobs(filled).turned);
  const fromKnobs = turned === undefined ? filesId : knobBlockId(turned);
  const from = filledFiles(view).length > 0 ? filesId : isFromGit ? gitId : fromKnobs;
  return inputs.find((id) => id === from) ?? inputs.find((id) => id === filesId) ?? null;
}

function mainInput(form: string): string | undefined {
  return Object.entries(mainInputs).find(([name]) => name === form)?.[1];
}

/** What happened and what to do next, in one line. An example of a command is none of a form. */
function refusalLine({ message, hint }: Refusal): string {
  const next = chatLine(hint ?? "").replace(/\s*For example: \/.*$/, "");
  const room = Math.max(mostCharacters / 2, mostCharacters - next.length - 1);
  const what = shortened(chatLine(message), room) || "This can't be taken.";
  return `${what} ${shortened(next, mostCharacters - what.length - 1)}`.trim();
}

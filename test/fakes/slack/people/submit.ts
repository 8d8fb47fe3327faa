import { z } from "zod";
import { checkView } from "../check-view.ts";
import type { Json } from "../json.ts";
import { Refusal } from "../refusal.ts";
import type { OpenView } from "../view-stacks.ts";
import { type Entries, fillIn } from "./fill-in.ts";
import { interactionBase, personIn, type Ref, requireNoAnswer, type Scene } from "./scene.ts";
import { viewPayload } from "./view-payload.ts";
import { type Field, fieldsOf, isEmptyState, stateOf } from "./view-state.ts";

export interface Submission {
  readonly user: Ref;
  readonly values?: Entries;
}

export interface Submitted {
  /** Whether the modal has gone from the screen. */
  readonly closed: boolean;
  /** What stands at fields, by block: put there by the app, or by the client before it sent anything. */
  readonly errors?: Readonly<Record<string, string>>;
  /** False when the client itself held the submission back. */
  readonly sent: boolean;
}

/** A person fills in the modal on top of their screen and submits it; the app's answer is carried out. */
export async function submit(scene: Scene, submission: Submission): Promise<Submitted> {
  const { slack, views } = scene;
  const person = personIn(slack, submission.user);
  const top = views.current(person.id);
  if (top === undefined) throw new Error(`${person.name} has no modal open.`);
  if (top.definition["submit"] === undefined) throw new Error("The modal has no button to submit it.");
  const view = views.change(top.id, { entered: fillIn(slack, top, submission.values ?? {}), errors: {} });
  const held = heldBack(view);
  if (Object.keys(held).length > 0) {
    views.change(view.id, { errors: held });
    return { closed: false, errors: held, sent: false };
  }
  const payload = {
    type: "view_submission",
    ...interactionBase(slack, person),
    trigger_id: scene.triggers.issue(person.id, view.id),
    view: viewPayload(slack, view),
    response_urls: [],
  };
  const { payload: answer } = await scene.deliver({ kind: "interactive", payload, takesAnswer: true });
  return { ...carryOut(scene, view, answer), sent: true };
}

/** What the client itself refuses: empty fields that must be filled in, and values outside their bounds. */
function heldBack(view: OpenView): Readonly<Record<string, string>> {
  const complaints = fieldsOf(view).flatMap((field) => {
    const complaint = field.isInput ? complaintOf(view, field) : undefined;
    return complaint === undefined ? [] : [[field.blockId, complaint]];
  });
  return Object.fromEntries(complaints);
}

function complaintOf(view: OpenView, field: Field): string | undefined {
  const state = stateOf(view, field);
  if (isEmptyState(state)) return field.optional ? undefined : "Please complete this required field.";
  const { element } = field;
  const value = String(state["value"]);
  switch (element["type"]) {
    case "plain_text_input":
      return value.length < Number(element["min_length"] ?? 0)
        ? `Must be at least ${element["min_length"]} characters.`
        : undefined;
    case "number_input":
      return numberComplaint(element, value);
    case "url_text_input":
      return URL.canParse(value) ? undefined : "Please enter a valid URL.";
    case "email_text_input":
      return z.email().safeParse(value).success ? undefined : "Please enter a valid email address.";
    case "file_input":
      return Array.isArray(state["files"]) && state["files"].length > Number(element["max_files"] ?? 10)
        ? `No more than ${element["max_files"] ?? 10} files.`
        : undefined;
    default:
      return undefined;
  }
}

function numberComplaint(element: Json, value: string): string | undefined {
  const isNumber = /^-?\d+(\.\d+)?$/.test(value);
  if (!isNumber || (element["is_decimal_allowed"] === false && value.includes(".")))
    return "Please enter a valid number.";
  if (Number(value) < Number(element["min_value"] ?? -Infinity)) return `Must be at least ${element["min_value"]}.`;
  if (Number(value) > Number(element["max_value"] ?? Infinity)) return `Must be at most ${element["max_value"]}.`;
  return undefined;
}

const Answer = z.union([
  z.strictObject({}),
  z.strictObject({ response_action: z.literal("clear") }),
  z.strictObject({ response_action: z.literal("errors"), errors: z.record(z.string(), z.string().min(1)) }),
  z.strictObject({ response_action: z.enum(["update", "push"]), view: z.unknown() }),
]);

function carryOut(scene: Scene, view: OpenView, given: Json): Omit<Submitted, "sent"> {
  const { slack, views } = scene;
  const parsed = Answer.safeParse(given);
  if (!parsed.success) throw new Refusal("invalid_response_action", [JSON.stringify(given)]);
  const answer = parsed.data;
  if (!("response_action" in answer)) {
    views.close(view.id);
    return { closed: true };
  }
  switch (answer.response_action) {
    case "clear":
      views.clear(view.user);
      return { closed: true };
    case "errors":
      return { closed: false, errors: putErrors(scene, view, answer.errors) };
    case "update":
      views.update({ viewId: view.id }, checkView(slack, answer.view, "modal"));
      return { closed: false };
    case "push":
      views.push(view.id, checkView(slack, answer.view, "modal"));
      return { closed: false };
  }
}

/** An error at a block that has no input is shown nowhere, and the person is stuck. */
function putErrors(scene: Scene, view: OpenView, errors: Readonly<Record<string, string>>) {
  const blocks = new Set(fieldsOf(view).flatMap(({ blockId, isInput }) => (isInput ? [blockId] : [])));
  const lost = Object.keys(errors).filter((blockId) => !blocks.has(blockId));
  if (lost.length > 0 || Object.keys(errors).length === 0) {
    throw new Refusal("invalid_response_action", [`errors at no input block: ${lost.join(", ")}`]);
  }
  scene.views.change(view.id, { errors });
  return errors;
}

/** A person closes the modal on top; the app hears of it only when it asked to. */
export async function closeView(scene: Scene, { user }: { readonly user: Ref }): Promise<void> {
  const { slack, views } = scene;
  const person = personIn(slack, user);
  const view = views.current(person.id);
  if (view === undefined) throw new Error(`${person.name} has no modal open.`);
  const clears = view.definition["clear_on_close"] === true;
  if (clears) views.clear(person.id);
  else views.close(view.id);
  if (view.definition["notify_on_close"] !== true) return;
  const payload = {
    type: "view_closed",
    ...interactionBase(slack, person),
    view: viewPayload(slack, view),
    is_cleared: clears,
  };
  const ack = await scene.deliver({ kind: "interactive", payload, takesAnswer: false });
  requireNoAnswer(ack, "a closed modal");
}

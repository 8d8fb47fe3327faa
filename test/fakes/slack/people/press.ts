import { elementsOf } from "../check-blocks.ts";
import type { Acknowledgement, Delivery } from "../delivery/delivery.ts";
import { type Json, objectsOf, stringAt } from "../json.ts";
import type { Ephemeral, Message, Workspace } from "../workspace.ts";
import { type Entries, fillIn } from "./fill-in.ts";
import { channelWith, interactionBase, personIn, type Ref, requireNoAnswer, type Scene } from "./scene.ts";
import { withEscapedPlainText } from "./typed-text.ts";
import { viewPayload } from "./view-payload.ts";
import { fieldsOf, stateOf } from "./view-state.ts";

export interface Press {
  readonly user: Ref;
  readonly channel: Ref;
  readonly ts: string;
  readonly actionId: string;
  readonly signature?: Delivery["signature"];
}

/** A person presses a button of a message, or of an ephemeral one that was shown to them. */
export async function pressInMessage(scene: Scene, press: Press): Promise<Acknowledgement> {
  const { slack } = scene;
  const person = personIn(slack, press.user);
  const channel = channelWith(slack, press.channel, person);
  const message = channel.messages.get(press.ts);
  const ephemeral = slack.ephemerals.get(press.ts);
  const shown = message ?? (ephemeral?.user === person.id ? ephemeral : undefined);
  if (shown === undefined) throw new Error(`${person.name} sees no message ${press.ts} in ${channel.name}.`);
  const thread = shown.thread_ts === undefined ? {} : { thread_ts: shown.thread_ts };
  const payload = {
    type: "block_actions",
    ...interactionBase(slack, person),
    container: {
      type: "message",
      message_ts: shown.ts,
      channel_id: channel.id,
      is_ephemeral: message === undefined,
      ...thread,
    },
    trigger_id: scene.triggers.issue(person.id),
    channel: { id: channel.id, name: channel.kind === "im" ? "directmessage" : channel.name },
    // Slack keeps no ephemeral message, so it can't send one back.
    ...(message === undefined ? {} : { message: withEscapedPlainText(message) }),
    state: { values: {} },
    response_url: scene.responseUrls.issue({ user: person.id, channel: channel.id, source: shown.ts }),
    actions: [buttonAction(slack, shown, press.actionId)],
  };
  const signature = press.signature === undefined ? {} : { signature: press.signature };
  const ack = await scene.deliver({ kind: "interactive", payload, takesAnswer: false, ...signature });
  if (ack.status === 200) requireNoAnswer(ack, "a press");
  return ack;
}

function buttonAction(slack: Workspace, shown: Message | Ephemeral, actionId: string): Json {
  const action = actionOf(slack, shown.blocks ?? [], actionId);
  if (action["type"] !== "button") throw new Error(`${actionId} is no button.`);
  return action;
}

/** The element's own words and value, as pressed now. */
function actionOf(slack: Workspace, blocks: readonly Json[], actionId: string): Json {
  const all = elementsOf(blocks);
  const found = all.find(({ element }) => element["action_id"] === actionId);
  if (found === undefined) {
    const known = all.map(({ element }) => stringAt(element, "action_id")).join(", ");
    throw new Error(`There is no ${actionId}; there are: ${known}.`);
  }
  const block = blocks[Number(found.at.split("/")[2])];
  const { confirm: _confirm, options: _options, placeholder: _placeholder, ...shown } = found.element;
  const text = withEscapedPlainText(shown["text"]);
  const worded = text === undefined ? {} : { text };
  return { ...shown, ...worded, block_id: block?.["block_id"], action_ts: slack.clock.nextTs() };
}

export interface PressInView {
  readonly user: Ref;
  readonly actionId: string;
  /** Only needed when the modal in question is no longer on top. */
  readonly viewId?: string;
  /** What the person enters before; for an input that dispatches actions, its new value too. */
  readonly values?: Entries;
}

/** A person presses a button of the modal on their screen, or changes an element that dispatches actions. */
export async function pressInView(scene: Scene, press: PressInView): Promise<Acknowledgement> {
  const { slack, views } = scene;
  const person = personIn(slack, press.user);
  const top = views.current(person.id) ?? (press.viewId === undefined ? views.home(person.id) : undefined);
  if (top === undefined) throw new Error(`${person.name} has no modal open.`);
  if (press.viewId !== undefined && press.viewId !== top.id) throw new Error(`${press.viewId} is not on top.`);
  const view = views.change(top.id, { entered: fillIn(slack, top, press.values ?? {}) });
  const blocks = objectsOf(view.definition["blocks"]);
  const field = fieldsOf(view).find(({ actionId }) => actionId === press.actionId);
  const inputBlock = blocks.find((block) => block["block_id"] === field?.blockId && block["type"] === "input");
  if (inputBlock !== undefined && inputBlock["dispatch_action"] !== true) {
    throw new Error(`${press.actionId} sends nothing before submit: its block has no dispatch_action.`);
  }
  const state = field === undefined ? {} : stateOf(view, field);
  const payload = {
    type: "block_actions",
    ...interactionBase(slack, person),
    container: { type: "view", view_id: view.id },
    trigger_id: scene.triggers.issue(person.id, view.id),
    view: viewPayload(slack, view),
    actions: [{ ...actionOf(slack, blocks, press.actionId), ...state }],
  };
  const ack = await scene.deliver({ kind: "interactive", payload, takesAnswer: false });
  requireNoAnswer(ack, "a press");
  return ack;
}

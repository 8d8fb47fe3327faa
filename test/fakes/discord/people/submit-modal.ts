import {
  type APIAttachment,
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  InteractionType,
  TextInputStyle,
} from "discord-api-types/v10";
import { findMessage } from "../find-message.ts";
import type { Answered, ShownModal } from "../interactions.ts";
import { messagePayload } from "../payloads/messages.ts";
import type { Stage } from "../rest/route.ts";
import type { Channel, World } from "../world.ts";
import { act } from "./act.ts";
import { type Upload, uploaded } from "./files.ts";
import { interactionBase } from "./interaction-payload.ts";
import { personIn, placeIn, type Ref } from "./scene.ts";

export interface Submission {
  readonly user: Ref;
  /** The latest that this person was shown, if left out. */
  readonly modal?: Ref;
  /** By custom id: a text, or the values of a select. What is left out stays as the modal has it. */
  readonly values?: Readonly<Record<string, string | readonly string[]>>;
  readonly files?: Readonly<Record<string, readonly Upload[]>>;
}

type Top = APIModalInteractionResponseCallbackData["components"][number];
type Input = Extract<Top, { type: ComponentType.Label }>["component"];

interface Filling {
  readonly world: World;
  readonly place: Channel;
  readonly values: NonNullable<Submission["values"]>;
  readonly files: NonNullable<Submission["files"]>;
  readonly attachments: Record<string, APIAttachment>;
}

/** Sends a modal that is on somebody's screen. What the client would not let a person send is an error of the test. */
export function submitModal(
  stage: Stage,
  modal: ShownModal,
  { user, values = {}, files = {} }: Submission,
): Promise<Answered> {
  const { world } = stage;
  const person = personIn(world, user);
  const place = placeIn(world, modal.channelId);
  const inputs = modal.data.components.flatMap(inputsIn);
  const unknown = [...Object.keys(values), ...Object.keys(files)].find(
    (name) => !inputs.some((one) => one.custom_id === name),
  );
  if (unknown !== undefined) {
    throw new Error(`The modal has no ${unknown}; it has ${inputs.map((one) => one.custom_id).join(", ")}.`);
  }
  const filling: Filling = { world, place, values, files, attachments: {} };
  let last = 0;
  const nextId = () => {
    last += 1;
    return last;
  };
  const components = modal.data.components.map((top) => {
    const id = nextId();
    if (top.type === ComponentType.Label)
      return { type: top.type, id, component: { ...entered(top.component, filling), id: nextId() } };
    if (top.type !== ComponentType.ActionRow) return { type: top.type, id };
    return {
      type: top.type,
      id,
      components: inputsIn(top).map((input) => ({ ...entered(input, filling), id: nextId() })),
    };
  });
  const resolved =
    Object.keys(filling.attachments).length === 0 ? {} : { resolved: { attachments: filling.attachments } };
  const message = findMessage(world, modal.messageId ?? "");
  const payload = {
    ...interactionBase(world, InteractionType.ModalSubmit, place, person),
    ...(message === undefined ? {} : { message: messagePayload(world, message) }),
    data: { custom_id: modal.data.custom_id, components, ...resolved },
  };
  return act(stage, { payload, userId: person.id, channelId: place.id, messageId: modal.messageId });
}

export function inputsIn(top: Top): readonly Input[] {
  if (top.type === ComponentType.Label) return [top.component];
  return top.type === ComponentType.ActionRow ? top.components : [];
}

function entered(input: Input, { world, place, values, files, attachments }: Filling): object {
  const { custom_id, type } = input;
  const value = values[custom_id];
  switch (input.type) {
    case ComponentType.TextInput: {
      const text = value ?? input.value ?? "";
      if (typeof text !== "string") throw new Error(`${custom_id} takes a text.`);
      const { required = true, min_length: least = 0, max_length: most = 4000, style } = input;
      if (text === "" && required) throw new Error(`${custom_id} must be filled in.`);
      if (text !== "" && text.length < least) throw new Error(`${custom_id} takes ${least} characters or more.`);
      if (text.length > most) throw new Error(`${custom_id} takes ${most} characters; ${text.length} were entered.`);
      if (style === TextInputStyle.Short && text.includes("\n")) throw new Error(`${custom_id} has one line.`);
      return { type, custom_id, value: text };
    }
    case ComponentType.StringSelect: {
      const preset = input.options.flatMap((option) => (option.default === true ? [option.value] : []));
      const chosen = typeof value === "string" ? [value] : (value ?? preset);
      const { required = true, min_values: least = 1, max_values: most = 1 } = input;
      checkCount(custom_id, chosen.length, required ? least : 0, most);
      const unknown = chosen.find((one) => !input.options.some((option) => option.value === one));
      if (unknown !== undefined) throw new Error(`${custom_id} offers no ${unknown}.`);
      return { type, custom_id, values: chosen };
    }
    case ComponentType.FileUpload: {
      const given = files[custom_id] ?? [];
      const { required = true, min_values: least = 1, max_values: most = 1 } = input;
      checkCount(custom_id, given.length, required || given.length > 0 ? least : 0, most);
      const ids = given.map((file) => {
        const attachment = uploaded(world, place, file);
        attachments[attachment.id] = attachment;
        return attachment.id;
      });
      return { type, custom_id, values: ids };
    }
    default:
      throw new Error(`Nobody can enter anything into ${custom_id} here.`);
  }
}

function checkCount(name: string, count: number, least: number, most: number): void {
  if (count < least || count > most) throw new Error(`${name} takes ${least} to ${most}; ${count} were given.`);
}

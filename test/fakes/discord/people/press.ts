import { ButtonStyle, ComponentType, InteractionType } from "discord-api-types/v10";
import type { Answered } from "../interactions.ts";
import { messagePayload } from "../payloads/messages.ts";
import { userPayload } from "../payloads/people.ts";
import type { Stage } from "../rest/route.ts";
import type { MessageRow, StoredMessage } from "../world.ts";
import { act } from "./act.ts";
import { interactionBase } from "./interaction-payload.ts";
import { personIn, placeIn, type Ref, seenMessage } from "./scene.ts";

export interface Press {
  readonly user: Ref;
  readonly message: Ref;
  readonly customId: string;
}

export interface Selection extends Press {
  readonly values: readonly string[];
}

type Component = MessageRow["components"][number];

export function press(stage: Stage, { user, message, customId }: Press): Promise<Answered> {
  const component = componentOf(seen(stage, user, message), customId);
  if (component.type !== ComponentType.Button) throw new Error(`${customId} is no button.`);
  if (component.style === ButtonStyle.Link) throw new Error(`${customId} is a link.`);
  return use(stage, user, message, { custom_id: customId, component_type: ComponentType.Button });
}

export function select(stage: Stage, { user, message, customId, values }: Selection): Promise<Answered> {
  const component = componentOf(seen(stage, user, message), customId);
  if (component.type !== ComponentType.StringSelect && component.type !== ComponentType.UserSelect) {
    throw new Error(`${customId} is no select.`);
  }
  const { min_values: least = 1, max_values: most = 1 } = component;
  if (values.length < least || values.length > most) throw new Error(`${customId} takes ${least} to ${most} values.`);
  const data = { custom_id: customId, component_type: component.type, values };
  if (component.type === ComponentType.UserSelect) {
    const users = values.map((id) => userPayload(personIn(stage.world, id)));
    return use(stage, user, message, {
      ...data,
      resolved: { users: Object.fromEntries(users.map((one) => [one.id, one])) },
    });
  }
  const offered = component.options.map(({ value }) => value);
  const unknown = values.find((value) => !offered.includes(value));
  if (unknown !== undefined) throw new Error(`${customId} offers no ${unknown}; it offers ${offered.join(", ")}.`);
  return use(stage, user, message, data);
}

const seen = ({ world }: Stage, user: Ref, message: Ref) => seenMessage(world, message, personIn(world, user));

function componentOf({ components }: StoredMessage, customId: string): Component {
  const all = components.flatMap((row) => row.components);
  const found = all.find((one) => "custom_id" in one && one.custom_id === customId);
  if (found === undefined) {
    const names = all.flatMap((one) => ("custom_id" in one ? [one.custom_id] : []));
    throw new Error(`The message has no ${customId}; it has ${names.join(", ") || "nothing to press"}.`);
  }
  if (found.disabled === true) throw new Error(`${customId} is disabled.`);
  return found;
}

function use(stage: Stage, user: Ref, ref: Ref, data: object): Promise<Answered> {
  const { world } = stage;
  const person = personIn(world, user);
  const message = seenMessage(world, ref, person);
  const place = placeIn(world, message.channelId);
  const payload = {
    ...interactionBase(world, InteractionType.MessageComponent, place, person),
    message: messagePayload(world, message),
    data,
  };
  return act(stage, { payload, userId: person.id, channelId: place.id, messageId: message.id });
}

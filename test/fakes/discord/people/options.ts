import {
  type APIApplicationCommandBasicOption,
  type APIAttachment,
  type APIInteractionDataResolved,
  ApplicationCommandOptionType as Kind,
} from "discord-api-types/v10";
import { memberPayload, rolePayload, userPayload } from "../payloads/people.ts";
import { channelPermissions } from "../permissions.ts";
import type { Channel, World } from "../world.ts";
import { type Upload, uploaded } from "./files.ts";
import { idOf, personIn, placeIn, type Ref } from "./scene.ts";

export type Entry = string | number | boolean | { readonly id: string };

export interface Filled {
  readonly options: readonly {
    readonly name: string;
    readonly type: Kind;
    readonly value: string | number | boolean;
  }[];
  readonly resolved: APIInteractionDataResolved;
}

interface Given {
  readonly options: Readonly<Record<string, Entry>>;
  readonly files: Readonly<Record<string, Upload>>;
}

interface Resolved {
  readonly users: NonNullable<APIInteractionDataResolved["users"]>;
  readonly members: NonNullable<APIInteractionDataResolved["members"]>;
  readonly roles: NonNullable<APIInteractionDataResolved["roles"]>;
  readonly attachments: Record<string, APIAttachment>;
}

/** The options as Discord's client would send them. What it would not let a person send is an error of the test. */
export function fillIn(
  world: World,
  channel: Channel,
  known: readonly APIApplicationCommandBasicOption[],
  { options, files }: Given,
): Filled {
  const names = [...Object.keys(options), ...Object.keys(files)];
  const unknown = names.find((name) => !known.some((option) => option.name === name));
  if (unknown !== undefined) {
    throw new Error(`There is no option ${unknown}; there are: ${known.map(({ name }) => name).join(", ") || "none"}.`);
  }
  const missing = known.find(({ name, required }) => required === true && !names.includes(name));
  if (missing !== undefined) throw new Error(`The option ${missing.name} is required.`);
  const resolved: Resolved = { users: {}, members: {}, roles: {}, attachments: {} };
  const filled = names.flatMap((name) => {
    const option = known.find((one) => one.name === name);
    if (option === undefined) return [];
    const file = files[name];
    const value =
      file === undefined
        ? typedValue(world, channel, option, options[name], resolved)
        : attached(world, channel, option, file, resolved);
    return [{ name, type: option.type, value }];
  });
  const used = Object.entries(resolved).filter(([, entries]) => Object.keys(entries).length > 0);
  return { options: filled, resolved: Object.fromEntries(used) };
}

function attached(
  world: World,
  channel: Channel,
  { name, type }: APIApplicationCommandBasicOption,
  file: Upload,
  resolved: Resolved,
) {
  if (type !== Kind.Attachment) throw new Error(`The option ${name} takes no file.`);
  const attachment = uploaded(world, channel, file);
  resolved.attachments[attachment.id] = attachment;
  return attachment.id;
}

function typedValue(
  world: World,
  channel: Channel,
  option: APIApplicationCommandBasicOption,
  entry: Entry | undefined,
  resolved: Resolved,
) {
  const { name } = option;
  switch (option.type) {
    case Kind.String:
      if (typeof entry !== "string") throw new Error(`The option ${name} takes a text.`);
      checkLength(name, entry, option.min_length ?? 0, option.max_length ?? 6000);
      checkChoice(name, entry, option.choices);
      return entry;
    case Kind.Integer:
    case Kind.Number:
      if (typeof entry !== "number") throw new Error(`The option ${name} takes a number.`);
      if (option.type === Kind.Integer && !Number.isInteger(entry))
        throw new Error(`The option ${name} takes whole numbers.`);
      checkRange(name, entry, option.min_value, option.max_value);
      checkChoice(name, entry, option.choices);
      return entry;
    case Kind.Boolean:
      if (typeof entry !== "boolean") throw new Error(`The option ${name} is true or false.`);
      return entry;
    case Kind.User:
      return named(world, channel, refOf(name, entry), resolved);
    case Kind.Role: {
      const role = world.guilds.get(channel.guildId ?? "")?.roles.get(idOf(refOf(name, entry)));
      if (role === undefined) throw new Error(`The option ${name} names no role of this server.`);
      resolved.roles[role.id] = rolePayload(role);
      return role.id;
    }
    case Kind.Channel:
      return placeIn(world, refOf(name, entry)).id;
    default:
      throw new Error(`The fake fills in no option of type ${option.type} (${name}).`);
  }
}

function refOf(name: string, entry: Entry | undefined): Ref {
  if (typeof entry === "string" || typeof entry === "object") return entry;
  throw new Error(`The option ${name} takes somebody or something by its id.`);
}

function named(world: World, channel: Channel, ref: Ref, resolved: Resolved): string {
  const user = personIn(world, ref);
  resolved.users[user.id] = userPayload(user);
  const member = world.guilds.get(channel.guildId ?? "")?.members.get(user.id);
  if (member !== undefined) {
    const { user: _, ...rest } = memberPayload(world, member);
    resolved.members[user.id] = { ...rest, permissions: String(channelPermissions(world, channel, user.id)) };
  }
  return user.id;
}

function checkLength(name: string, value: string, least: number, most: number): void {
  if (value.length >= least && value.length <= most) return;
  throw new Error(`The option ${name} takes ${least} to ${most} characters; ${value.length} were typed.`);
}

function checkRange(name: string, value: number, least = -(2 ** 53), most = 2 ** 53): void {
  if (value < least || value > most) throw new Error(`The option ${name} takes numbers from ${least} to ${most}.`);
}

type Choices = readonly { readonly name: string; readonly value: string | number }[] | undefined;

function checkChoice(name: string, value: string | number, choices: Choices): void {
  if (choices === undefined || choices.length === 0 || choices.some((choice) => choice.value === value)) return;
  throw new Error(
    `The option ${name} offers no ${value}; it offers ${choices.map((choice) => choice.value).join(", ")}.`,
  );
}

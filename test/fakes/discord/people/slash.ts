import { ApplicationCommandType, InteractionType } from "discord-api-types/v10";
import type { Answered } from "../interactions.ts";
import { may } from "../permissions.ts";
import type { Stage } from "../rest/route.ts";
import { act } from "./act.ts";
import type { Upload } from "./files.ts";
import { type FoundCommand, findCommand } from "./find-command.ts";
import { interactionBase } from "./interaction-payload.ts";
import { type Entry, fillIn } from "./options.ts";
import { personIn, placeOf, type Ref } from "./scene.ts";

export interface SlashCommand {
  readonly user: Ref;
  readonly channel: Ref;
  /** The command, perhaps a group, perhaps a subcommand: `["tank", "host", "open"]`. */
  readonly path: readonly string[];
  readonly options?: Readonly<Record<string, Entry>>;
  /** By the names of options that take attachments. */
  readonly files?: Readonly<Record<string, Upload>>;
}

export interface Typing extends Omit<SlashCommand, "files"> {
  /** The option that is being typed, and what stands in it so far. */
  readonly option: string;
  readonly typed: string;
}

export function slash(
  stage: Stage,
  { user, channel, path, options = {}, files = {} }: SlashCommand,
): Promise<Answered> {
  const { world } = stage;
  const person = personIn(world, user);
  const place = placeOf(world, channel, person);
  if (place.guildId !== null && !may(world, place, person.id, "UseApplicationCommands")) {
    throw new Error(`${person.name} may not use commands in ${place.name}.`);
  }
  const found = findCommand(world, place, person, path);
  const filled = fillIn(world, place, found.options, { options, files });
  const resolved = Object.keys(filled.resolved).length === 0 ? {} : { resolved: filled.resolved };
  const data = { ...commandData(found, filled.options), ...resolved };
  const payload = { ...interactionBase(world, InteractionType.ApplicationCommand, place, person), data };
  return act(stage, { payload, userId: person.id, channelId: place.id });
}

/** What is offered for an option while a person types in it. */
export async function autocomplete(stage: Stage, { user, channel, path, options = {}, option, typed }: Typing) {
  const { world } = stage;
  const person = personIn(world, user);
  const place = placeOf(world, channel, person);
  const found = findCommand(world, place, person, path);
  const focused = found.options.find(({ name }) => name === option);
  if (focused === undefined || !("autocomplete" in focused) || focused.autocomplete !== true) {
    throw new Error(`/${path.join(" ")} suggests nothing for ${option}.`);
  }
  const optional = found.options.map((one) => ({ ...one, required: false }));
  const others = fillIn(world, place, optional, { options, files: {} });
  const current = { name: option, type: focused.type, value: typed, focused: true };
  const payload = {
    ...interactionBase(world, InteractionType.ApplicationCommandAutocomplete, place, person),
    data: commandData(found, [...others.options, current]),
  };
  const { choices = [] } = await act(stage, { payload, userId: person.id, channelId: place.id });
  return choices;
}

function commandData({ command, nests }: FoundCommand, options: readonly object[]) {
  const inner = nests.reduceRight<readonly object[]>((held, nest) => [{ ...nest, options: held }], options);
  const scope = command.guild_id === undefined ? {} : { guild_id: command.guild_id };
  return { id: command.id, name: command.name, type: ApplicationCommandType.ChatInput, options: inner, ...scope };
}

import {
  type APIApplicationCommand,
  type APIApplicationCommandBasicOption,
  ApplicationCommandOptionType as Kind,
} from "discord-api-types/v10";
import { guildPermissions } from "../permissions.ts";
import type { Channel, User, World } from "../world.ts";

export interface FoundCommand {
  readonly command: APIApplicationCommand;
  /** What stands between the command and its options: a group, a subcommand. */
  readonly nests: readonly { readonly name: string; readonly type: Kind.Subcommand | Kind.SubcommandGroup }[];
  readonly options: readonly APIApplicationCommandBasicOption[];
}

/** The command that a person sees under this path, among those that are registered. */
export function findCommand(world: World, channel: Channel, person: User, path: readonly string[]): FoundCommand {
  const [name, ...words] = path;
  const scopes = [...(channel.guildId === null ? [] : [channel.guildId]), "global"];
  const all = scopes.flatMap((scope) => world.commands.get(scope) ?? []);
  const command = all.find((one) => one.name === name);
  if (command === undefined) {
    throw new Error(
      `There is no command /${name}; there are: ${all.map((one) => `/${one.name}`).join(", ") || "none"}.`,
    );
  }
  checkVisible(world, channel, person, command);
  let options = command.options ?? [];
  const nests: FoundCommand["nests"][number][] = [];
  for (const word of words) {
    const next = options.find((one) => one.name === word);
    if (next?.type !== Kind.Subcommand && next?.type !== Kind.SubcommandGroup) {
      throw new Error(
        `/${path.join(" ")} is no command: after /${name} come ${options.map((one) => one.name).join(", ")}.`,
      );
    }
    nests.push({ name: word, type: next.type });
    options = next.options ?? [];
  }
  const basic = options.filter(isBasic);
  if (basic.length < options.length) throw new Error(`/${path.join(" ")} alone can't be sent; it has subcommands.`);
  return { command, nests, options: basic };
}

const isBasic = (
  option: NonNullable<APIApplicationCommand["options"]>[number],
): option is APIApplicationCommandBasicOption =>
  option.type !== Kind.Subcommand && option.type !== Kind.SubcommandGroup;

function checkVisible(world: World, channel: Channel, person: User, command: APIApplicationCommand): void {
  const { default_member_permissions: needed, contexts } = command;
  const context = channel.guildId === null ? 1 : 0;
  if (contexts !== null && contexts !== undefined && !contexts.some((one) => Number(one) === context)) {
    throw new Error(`/${command.name} isn't offered here.`);
  }
  const guild = world.guilds.get(channel.guildId ?? "");
  if (guild === undefined || needed === null || needed === undefined) return;
  const wanted = BigInt(needed);
  if ((guildPermissions(guild, person.id) & wanted) === wanted) return;
  throw new Error(`${person.name} doesn't see /${command.name}: it is for those with the permissions ${needed}.`);
}

import { type APIApplicationCommand, ApplicationCommandType } from "discord-api-types/v10";
import { z } from "zod";
import { NewCommand, NewCommands } from "../check/check-commands.ts";
import { readForm } from "../check/form.ts";
import { withoutNulls } from "../check/without-nulls.ts";
import { refusal } from "../refusal.ts";
import type { RestRequest, Route, Stage } from "../rest/route.ts";
import type { World } from "../world.ts";

const everywhere = "/applications/{application_id}/commands";
const inGuild = "/applications/{application_id}/guilds/{guild_id}/commands";

/** The scope of commands that a request means: a server where the bot is, or everywhere. */
function scopeOf({ params }: RestRequest, world: World): string {
  if (params["application_id"] !== world.appId) throw refusal(50001);
  const guildId = params["guild_id"];
  if (guildId === undefined) return "global";
  if (world.guilds.get(guildId)?.members.has(world.botId) !== true) throw refusal(50001);
  return guildId;
}

const registered = z.custom<APIApplicationCommand>();

function commandFrom(world: World, scope: string, given: NewCommand, known: readonly APIApplicationCommand[]) {
  const id = known.find(({ name }) => name === given.name)?.id ?? world.newId();
  const plain = withoutNulls({ ...given, type: ApplicationCommandType.ChatInput, nsfw: given.nsfw ?? false });
  const { default_member_permissions = null, contexts = null } = given;
  return registered.parse({
    ...Object(plain),
    id,
    application_id: world.appId,
    version: world.newId(),
    default_member_permissions,
    contexts,
    ...(scope === "global" ? {} : { guild_id: scope }),
  });
}

const list = (request: RestRequest, { world }: Stage) => world.commands.get(scopeOf(request, world)) ?? [];

/** Replaces every command of a scope. */
function putAll(request: RestRequest, { world }: Stage) {
  const scope = scopeOf(request, world);
  const known = world.commands.get(scope) ?? [];
  const commands = readForm(NewCommands, request.body).map((given) => commandFrom(world, scope, given, known));
  world.commands.set(scope, commands);
  return commands;
}

/** Adds a command, or replaces the one of that name. */
function postOne(request: RestRequest, { world }: Stage) {
  const scope = scopeOf(request, world);
  const known = world.commands.get(scope) ?? [];
  const command = commandFrom(world, scope, readForm(NewCommand, request.body), known);
  world.commands.set(scope, [...known.filter(({ name }) => name !== command.name), command]);
  return command;
}

function removeOne(request: RestRequest, { world }: Stage) {
  const scope = scopeOf(request, world);
  const known = world.commands.get(scope) ?? [];
  const left = known.filter(({ id }) => id !== request.params["command_id"]);
  if (left.length === known.length) throw refusal(10063);
  world.commands.set(scope, left);
}

export const commandRoutes: readonly Route[] = [everywhere, inGuild].flatMap((path): readonly Route[] => [
  { method: "GET", path, query: ["with_localizations"], call: list },
  { method: "PUT", path, call: putAll },
  { method: "POST", path, status: 201, call: postOne },
  { method: "DELETE", path: `${path}/{command_id}`, status: 204, call: removeOne },
]);

import type { APIGuildMember, APIInteractionGuildMember, APIRole, APIUser } from "discord-api-types/v10";
import type { Member, Role, User, World } from "../world.ts";
import { noFlags } from "./no-flags.ts";

export function userPayload({ id, name, globalName, isBot }: User): APIUser {
  return { id, username: name, discriminator: "0", global_name: globalName, avatar: null, bot: isBot };
}

export function userOf(world: World, id: string): User {
  const user = world.users.get(id);
  if (user === undefined) throw new Error(`There is no user ${id}.`);
  return user;
}

export function memberPayload(world: World, { userId, nick, roles, joinedAt }: Member): APIGuildMember {
  return {
    user: userPayload(userOf(world, userId)),
    nick,
    roles: [...roles],
    joined_at: joinedAt,
    deaf: false,
    mute: false,
    flags: noFlags,
    avatar: null,
    banner: null,
    communication_disabled_until: null,
    pending: false,
    premium_since: null,
  };
}

/** A member within an interaction, with what they may do in its channel. */
export function callerPayload(world: World, member: Member, permissions: bigint): APIInteractionGuildMember {
  const payload = memberPayload(world, member);
  return { ...payload, user: userPayload(userOf(world, member.userId)), permissions: String(permissions) };
}

export function rolePayload({ id, name, permissions, position }: Role): APIRole {
  return {
    id,
    name,
    permissions: String(permissions),
    position,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    managed: false,
    mentionable: false,
    flags: noFlags,
  };
}

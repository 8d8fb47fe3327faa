import { OverwriteType } from "discord-api-types/v10";
import { directChannel, newChannel } from "./channels.ts";
import { findMessage } from "./find-message.ts";
import { post, remove } from "./messages.ts";
import { guildCreated } from "./payloads/guilds.ts";
import { idOf, personIn, placeIn, placeOf, type Ref } from "./people/scene.ts";
import { bitsOf, type PermissionName } from "./permissions.ts";
import type { Stage } from "./rest/route.ts";
import { createGuild, type Guild } from "./world.ts";

export interface NewUser {
  readonly name: string;
  readonly globalName?: string;
  /** Their name in every server that they are in. */
  readonly nick?: string;
  /** Whether the bot's direct messages reach them; they do, unless this says no. */
  readonly takesDirect?: boolean;
  readonly roles?: readonly Ref[];
  /** Left out: every server that there is. */
  readonly guilds?: readonly Ref[];
}

export interface NewChannel {
  readonly name: string;
  /** Left out: the first server. */
  readonly guild?: Ref;
  /** What the bot may not do there. */
  readonly deny?: readonly PermissionName[];
  /** What everybody else may not do there. */
  readonly denyEverybody?: readonly PermissionName[];
}

interface Made {
  readonly id: string;
  readonly name: string;
}

/** What a test arranges before it starts, and what administrators do meanwhile. */
export interface Setting {
  addGuild(guild?: { readonly name?: string; readonly owner?: Ref; readonly hasBot?: boolean }): Made;
  addRole(role: {
    readonly name: string;
    readonly guild?: Ref;
    readonly permissions?: readonly PermissionName[];
  }): Made;
  addUser(user: NewUser): Made;
  addChannel(channel: NewChannel): Made;
  giveRole(user: Ref, role: Ref): void;
  /** What the bot may not do in a channel from now on, and nothing else. */
  deny(channel: Ref, ...permissions: readonly PermissionName[]): void;
  removeBot(guild: Ref): void;
  inviteBot(guild: Ref): void;
  deleteChannel(channel: Ref): void;
  deleteMessage(message: Ref): void;
  archive(thread: Ref): void;
  lock(thread: Ref): void;
  takesDirect(user: Ref, takes: boolean): void;
  directChannelOf(user: Ref): { readonly id: string };
  /** A person says something; the bot hears that, not what. */
  say(said: { readonly user: Ref; readonly channel: Ref; readonly content: string }): { readonly id: string };
}

export function createSetting(stage: Stage): Setting {
  const { world, gateway } = stage;
  const guildOf = (ref: Ref | undefined): Guild => {
    const guild = ref === undefined ? [...world.guilds.values()][0] : world.guilds.get(idOf(ref));
    if (guild === undefined) throw new Error(`There is no server ${ref === undefined ? "yet" : idOf(ref)}.`);
    return guild;
  };
  const join = (guild: Guild, userId: string, nick: string | null = null, roles: readonly string[] = []) => {
    guild.members.set(userId, { userId, nick, joinedAt: world.clock.nowText(), roles: new Set(roles) });
  };
  const threadIn = (ref: Ref) => {
    const thread = placeIn(world, ref);
    if (thread.kind !== "thread") throw new Error(`${thread.name} is no thread.`);
    return thread;
  };
  const overwrite = (channel: Ref, id: string, type: OverwriteType, denied: readonly PermissionName[]) => {
    placeIn(world, channel).overwrites.set(id, { id, type, allow: 0n, deny: bitsOf(denied) });
  };
  return {
    addGuild({ name = "Kernels", owner, hasBot = true } = {}) {
      const guild = createGuild(world, name, owner === undefined ? world.newId() : idOf(owner));
      world.guilds.set(guild.id, guild);
      if (owner !== undefined) join(guild, idOf(owner));
      if (hasBot) {
        join(guild, world.botId);
        gateway.dispatch({ t: "GUILD_CREATE", d: guildCreated(world, guild) });
      }
      return { id: guild.id, name };
    },
    addRole({ name, guild, permissions = [] }) {
      const { roles } = guildOf(guild);
      const role = { id: world.newId(), name, permissions: bitsOf(permissions), position: roles.size };
      roles.set(role.id, role);
      return { id: role.id, name };
    },
    addUser({ name, globalName = null, nick = null, takesDirect = true, roles = [], guilds }) {
      const user = { id: world.newId(), name, globalName, isBot: false, takesDirect };
      world.users.set(user.id, user);
      const joined = guilds === undefined ? [...world.guilds.values()] : guilds.map(guildOf);
      for (const guild of joined)
        join(
          guild,
          user.id,
          nick,
          roles.map(idOf).filter((id) => guild.roles.has(id)),
        );
      return { id: user.id, name };
    },
    addChannel({ name, guild, deny = [], denyEverybody = [] }) {
      const { id: guildId } = guildOf(guild);
      const channel = newChannel(world, { kind: "text", name, guildId });
      world.channels.set(channel.id, channel);
      if (deny.length > 0) overwrite(channel, world.botId, OverwriteType.Member, deny);
      if (denyEverybody.length > 0) {
        overwrite(channel, guildId, OverwriteType.Role, denyEverybody);
        const allow = bitsOf(denyEverybody) & ~bitsOf(deny);
        channel.overwrites.set(world.botId, { id: world.botId, type: OverwriteType.Member, allow, deny: bitsOf(deny) });
      }
      gateway.channelChanged("CHANNEL_CREATE", channel);
      return { id: channel.id, name };
    },
    giveRole(user, role) {
      for (const guild of world.guilds.values()) {
        if (guild.roles.has(idOf(role))) guild.members.get(idOf(user))?.roles.add(idOf(role));
      }
    },
    deny(channel, ...permissions) {
      overwrite(channel, world.botId, OverwriteType.Member, permissions);
      gateway.channelChanged("CHANNEL_UPDATE", placeIn(world, channel));
    },
    removeBot(ref) {
      const guild = guildOf(ref);
      guild.members.delete(world.botId);
      gateway.dispatch({ t: "GUILD_DELETE", d: { id: guild.id } });
    },
    inviteBot(ref) {
      const guild = guildOf(ref);
      join(guild, world.botId);
      gateway.dispatch({ t: "GUILD_CREATE", d: guildCreated(world, guild) });
    },
    deleteChannel(ref) {
      const channel = placeIn(world, ref);
      world.channels.delete(channel.id);
      if (channel.kind === "text") gateway.channelChanged("CHANNEL_DELETE", channel);
      for (const { id, parentId } of [...world.channels.values()])
        if (parentId === channel.id) world.channels.delete(id);
    },
    deleteMessage(ref) {
      const message = findMessage(world, idOf(ref));
      if (message === undefined) throw new Error(`There is no message ${idOf(ref)}.`);
      remove(stage, message);
    },
    archive(ref) {
      const thread = threadIn(ref);
      thread.archived = true;
      gateway.channelChanged("THREAD_UPDATE", thread);
    },
    lock(ref) {
      const thread = threadIn(ref);
      thread.locked = true;
      gateway.channelChanged("THREAD_UPDATE", thread);
    },
    takesDirect(user, takes) {
      personIn(world, user).takesDirect = takes;
    },
    directChannelOf: (user) => ({ id: directChannel(world, personIn(world, user).id).id }),
    say({ user, channel, content }) {
      const person = personIn(world, user);
      return { id: post(stage, placeOf(world, channel, person), { content }, { authorId: person.id, uploads: [] }).id };
    },
  };
}

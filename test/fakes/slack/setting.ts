import { directChannel } from "./channels.ts";
import { messageFrom, post, rootTsFor } from "./messages.ts";
import type { Uploaded } from "./people/fill-in.ts";
import { channelWith, idOf, personIn, type Ref } from "./people/scene.ts";
import { typedText } from "./people/typed-text.ts";
import type { Channel, Person, Workspace } from "./workspace.ts";

export interface NewChannel {
  readonly name: string;
  /** Everybody, also those who come later, unless named here. */
  readonly members?: readonly Ref[];
  readonly botIsMember?: boolean;
  readonly isPrivate?: boolean;
  readonly archived?: boolean;
}

export interface NewUser {
  readonly name: string;
  readonly realName?: string;
  readonly isBot?: boolean;
}

/** What a test arranges before it starts, and what administrators do meanwhile. */
export interface Setting {
  addUser(user: NewUser): Person;
  addChannel(channel: NewChannel): { readonly id: string; readonly name: string };
  /** A user group, whose members change when this is called again with its id. */
  setUserGroup(members: readonly Ref[], id?: string): { readonly id: string };
  archive(channel: Ref): void;
  removeBot(channel: Ref): void;
  inviteBot(channel: Ref): void;
  /** A person says something that isn't for the bot. */
  say(said: { readonly user: Ref; readonly channel: Ref; readonly text: string; readonly threadTs?: string }): string;
  /** A person uploads a file, for a file_input or a message of theirs. */
  upload(user: Ref, file: { readonly name: string; readonly bytes: Uint8Array | string }): Uploaded;
  directChannelOf(user: Ref): { readonly id: string };
}

export function createSetting(slack: Workspace): Setting {
  const openToAll = new Set<Channel>();
  const channel = (ref: Ref): Channel => {
    const found = slack.channels.get(idOf(ref));
    if (found === undefined) throw new Error(`There is no channel ${idOf(ref)}.`);
    return found;
  };
  return {
    addUser({ name, realName = name, isBot = false }) {
      const person: Person = { id: slack.newId("U"), name, realName, isBot };
      slack.people.set(person.id, person);
      for (const open of openToAll) open.members.add(person.id);
      return person;
    },
    addChannel({ name, members, botIsMember = true, isPrivate = false, archived = false }) {
      const ids = members === undefined ? [...slack.people.keys()] : members.map(idOf);
      const people = new Set(ids.filter((id) => id !== slack.botUserId));
      if (botIsMember) people.add(slack.botUserId);
      const kind = isPrivate ? "private" : "public";
      const added: Channel = { id: slack.newId("C"), name, kind, members: people, messages: new Map(), archived };
      slack.channels.set(added.id, added);
      if (members === undefined) openToAll.add(added);
      return { id: added.id, name };
    },
    setUserGroup(members, id = slack.newId("S")) {
      slack.userGroups.set(id, new Set(members.map(idOf)));
      return { id };
    },
    archive(ref) {
      channel(ref).archived = true;
    },
    removeBot(ref) {
      channel(ref).members.delete(slack.botUserId);
    },
    inviteBot(ref) {
      channel(ref).members.add(slack.botUserId);
    },
    say({ user, channel: where, text, threadTs }) {
      const person = personIn(slack, user);
      const place = channelWith(slack, where, person);
      const root = threadTs === undefined ? undefined : rootTsFor(place, threadTs);
      return post(place, messageFrom(slack, person.id, { text: typedText(text), threadTs: root })).ts;
    },
    upload(user, { name, bytes }) {
      const file = { id: slack.newId("F"), name, user: personIn(slack, user).id, title: name };
      const stored = Buffer.from(bytes);
      slack.files.set(file.id, { ...file, bytes: stored, declaredBytes: stored.length, complete: true, shares: [] });
      return { id: file.id };
    },
    directChannelOf: (user) => ({ id: directChannel(slack, personIn(slack, user).id).id }),
  };
}

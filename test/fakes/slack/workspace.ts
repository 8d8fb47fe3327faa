import { type Clock, createClock, createIds } from "./ids.ts";
import type { Json } from "./json.ts";

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly realName: string;
  readonly isBot: boolean;
}

/** A message as Slack's own answers show it. */
export interface Message {
  readonly type: "message";
  readonly subtype?: string;
  readonly ts: string;
  readonly user: string;
  readonly bot_id?: string;
  readonly app_id?: string;
  readonly team: string;
  readonly text: string;
  readonly blocks?: readonly Json[];
  readonly thread_ts?: string;
  readonly metadata?: Json;
  readonly edited?: { readonly user: string; readonly ts: string };
  readonly files?: readonly Json[];
}

/** What one person alone saw; gone for them when they reload, never in a channel's history. */
export interface Ephemeral {
  readonly ts: string;
  readonly channel: string;
  readonly user: string;
  readonly text: string;
  readonly blocks: readonly Json[];
  readonly thread_ts?: string;
}

export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly kind: "public" | "private" | "im";
  readonly members: Set<string>;
  readonly messages: Map<string, Message>;
  archived: boolean;
}

/** A file from the moment its address was given out; only a complete one can be seen or shared. */
export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly user: string;
  readonly title: string;
  readonly alt_txt?: string;
  readonly declaredBytes: number;
  readonly bytes?: Buffer;
  readonly complete: boolean;
  readonly shares: readonly { readonly channel: string; readonly ts: string; readonly thread_ts?: string }[];
}

/** Everything that the fake Slack remembers. */
export interface Workspace {
  readonly teamId: string;
  readonly appId: string;
  readonly botId: string;
  readonly botUserId: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly scopes: ReadonlySet<string>;
  readonly people: Map<string, Person>;
  readonly channels: Map<string, Channel>;
  /** Who is in each user group, by its id. */
  readonly userGroups: Map<string, Set<string>>;
  readonly ephemerals: Map<string, Ephemeral>;
  readonly files: Map<string, StoredFile>;
  readonly clock: Clock;
  readonly newId: (prefix: string) => string;
  /** Where this Slack is reached, known once it listens; without a slash at its end. */
  origin: string;
}

/** What a full installation of the app may do. */
export const everyScope: readonly string[] = [
  "app_mentions:read",
  "channels:history",
  "channels:join",
  "channels:read",
  "chat:write",
  "commands",
  "files:read",
  "files:write",
  "groups:history",
  "groups:read",
  "im:history",
  "im:read",
  "im:write",
  "usergroups:read",
  "users:read",
];

export function createWorkspace(scopes: readonly string[]): Workspace {
  const newId = createIds();
  const botUserId = newId("U");
  const bot: Person = { id: botUserId, name: "shark-tank", realName: "Shark Tank", isBot: true };
  return {
    teamId: newId("T"),
    appId: newId("A"),
    botId: newId("B"),
    botUserId,
    botToken: `xoxb-${newId("1")}-fake`,
    appToken: `xapp-1-${newId("A")}-fake`,
    signingSecret: `${newId("secret")}`,
    scopes: new Set(scopes),
    people: new Map([[bot.id, bot]]),
    channels: new Map(),
    userGroups: new Map(),
    ephemerals: new Map(),
    files: new Map(),
    clock: createClock(),
    newId,
    origin: "",
  };
}

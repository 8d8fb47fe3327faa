import type {
  APIActionRowComponent,
  APIApplicationCommand,
  APIComponentInMessageActionRow,
  APIEmbed,
  MessageType,
  OverwriteType,
} from "discord-api-types/v10";
import { bitsOf, everybodysPermissions } from "./permissions.ts";
import { type Clock, createClock, createSnowflakes } from "./snowflakes.ts";

export interface User {
  readonly id: string;
  readonly name: string;
  readonly globalName: string | null;
  readonly isBot: boolean;
  /** Whether the bot's direct messages reach them. */
  takesDirect: boolean;
}

export interface Role {
  readonly id: string;
  readonly name: string;
  readonly permissions: bigint;
  readonly position: number;
}

export interface Member {
  readonly userId: string;
  readonly nick: string | null;
  readonly joinedAt: string;
  readonly roles: Set<string>;
}

export interface Guild {
  readonly id: string;
  readonly name: string;
  readonly ownerId: string;
  readonly roles: Map<string, Role>;
  readonly members: Map<string, Member>;
}

export interface Overwrite {
  readonly id: string;
  readonly type: OverwriteType;
  readonly allow: bigint;
  readonly deny: bigint;
}

export interface Channel {
  readonly id: string;
  readonly kind: "text" | "direct" | "thread";
  readonly name: string;
  /** None for direct messages. */
  readonly guildId: string | null;
  /** Of a thread: the channel that it hangs in. */
  readonly parentId: string | null;
  readonly ownerId: string | null;
  /** Both ends of a direct channel. */
  readonly recipientIds: ReadonlySet<string>;
  readonly overwrites: Map<string, Overwrite>;
  readonly messages: Map<string, StoredMessage>;
  readonly createdAt: string;
  autoArchiveMinutes: 60 | 1440 | 4320 | 10080;
  archived: boolean;
  locked: boolean;
}

export type MessageRow = APIActionRowComponent<APIComponentInMessageActionRow>;

export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly bytes: Buffer;
  readonly contentType: string;
  readonly description: string | undefined;
  readonly channelId: string;
  readonly isEphemeral: boolean;
  readonly storedAtMs: number;
}

export interface StoredMessage {
  readonly id: string;
  readonly channelId: string;
  readonly authorId: string;
  readonly type: MessageType;
  readonly sentAt: string;
  readonly nonce: string | number | undefined;
  /** The one person who sees it. */
  readonly ephemeralFor: string | undefined;
  /** The interaction that it answers. */
  readonly interactionId: string | undefined;
  readonly repliesTo: string | undefined;
  content: string;
  embeds: readonly APIEmbed[];
  components: readonly MessageRow[];
  files: readonly StoredFile[];
  flags: number;
  editedAt: string | null;
  edits: number;
  /** Whom it has called so far, also by an edit. */
  readonly pings: Set<string>;
}

/** Everything that the fake Discord remembers, but for interactions and sessions. */
export interface World {
  readonly appId: string;
  readonly botId: string;
  readonly token: string;
  readonly publicKey: string;
  readonly guilds: Map<string, Guild>;
  readonly users: Map<string, User>;
  readonly channels: Map<string, Channel>;
  readonly files: Map<string, StoredFile>;
  /** By guild, and under "global" for everywhere. */
  readonly commands: Map<string, readonly APIApplicationCommand[]>;
  readonly clock: Clock;
  readonly newId: () => string;
  /** Where this Discord is reached, known once it listens; without a slash at its end. */
  origin: string;
}

export function createWorld(): World {
  const clock = createClock();
  const newId = createSnowflakes(clock);
  // Of an app made today, its bot has the app's own id.
  const appId = newId();
  const bot: User = { id: appId, name: "shark-tank", globalName: null, isBot: true, takesDirect: false };
  return {
    appId,
    botId: appId,
    token: `${Buffer.from(appId).toString("base64url")}.fake00.${"x".repeat(38)}`,
    publicKey: "0".repeat(64),
    guilds: new Map(),
    users: new Map([[bot.id, bot]]),
    channels: new Map(),
    files: new Map(),
    commands: new Map(),
    clock,
    newId,
    origin: "",
  };
}

/** A server with the role of everybody, whose id is the server's own. */
export function createGuild(world: World, name: string, ownerId: string): Guild {
  const id = world.newId();
  const everybody: Role = { id, name: "@everyone", permissions: bitsOf(everybodysPermissions), position: 0 };
  return { id, name, ownerId, roles: new Map([[id, everybody]]), members: new Map() };
}

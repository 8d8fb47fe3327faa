import { killPoint } from "../rounds/kill-point.ts";
import type { Database } from "../rounds/store/database.ts";
import { isConnectionLost } from "../rounds/store/database-errors.ts";
import type { OutboxRow } from "../rounds/store/outbox.ts";
import { markDelivered, undelivered } from "../rounds/store/outbox.ts";
import { UserError } from "../rounds/user-error.ts";

/** A place where announcements are shown: the terminal, a Slack channel, a Discord channel. */
export interface Channel {
  readonly name: string;
  /** The id of a message already posted under this key, so that a retry after a crash never posts twice. */
  find(announcement: OutboxRow): Promise<string | null>;
  post(announcement: OutboxRow): Promise<string | null>;
}

export interface Announcer {
  /** Delivers what is owed, in order; resolves when nothing is left. */
  deliver(): Promise<void>;
  /** What could not be delivered at the last try; null where nothing is stuck. */
  stuck?(): OutboxRow | null;
}

/** Told how announcing in a channel goes on. */
export interface DeliveryWatch {
  /** A channel is announced in from here on. */
  serves(channel: string): void;
  /** It is looked for what is owed, or one of it is done. */
  goesOn(channel: string): void;
  /** Nothing is at hand. */
  rests(channel: string): void;
  delivered(channel: string, announcement: OutboxRow): void;
  failed(channel: string, announcement: OutboxRow): void;
}

const nobody: DeliveryWatch = {
  serves: () => undefined,
  goesOn: () => undefined,
  rests: () => undefined,
  delivered: () => undefined,
  failed: () => undefined,
};

/** Delivers from the database, so that a kill at any point loses nothing and posts nothing twice. */
export function createAnnouncer(
  database: Database,
  seasonId: number,
  channel: Channel,
  now: () => Date,
  watch: DeliveryWatch = nobody,
): Announcer {
  const { name } = channel;
  let inHand: Promise<void> = Promise.resolve();
  let stuck: OutboxRow | null = null;
  watch.serves(name);
  const deliverAnnouncement = async (announcement: OutboxRow) => {
    watch.goesOn(name);
    stuck = announcement;
    try {
      await deliverOne(database, channel, announcement, now);
    } catch (error) {
      watch.failed(name, announcement);
      throw error;
    }
    stuck = null;
    watch.delivered(name, announcement);
  };
  // Two bots on one database would both find it undelivered, and both post it.
  const deliverAll = () =>
    database.alone(`deliver:${name}`, async () => {
      watch.goesOn(name);
      try {
        for (const announcement of await undelivered(database.db, seasonId, name)) {
          await deliverAnnouncement(announcement);
        }
      } finally {
        watch.rests(name);
      }
    });
  return {
    stuck: () => stuck,
    deliver() {
      // One after the other, whoever asks: the order of a round's messages is a promise.
      inHand = inHand
        .catch(() => undefined)
        .then(deliverAll)
        .catch(leaveOwed);
      return inHand;
    },
  };
}

/** What a database that is away owes is still owed when it is back. */
export function leaveOwed(error: unknown): void {
  if (!(error instanceof UserError && error.code === "database-away") && !isConnectionLost(error)) throw error;
}

async function deliverOne(database: Database, channel: Channel, row: OutboxRow, now: () => Date): Promise<void> {
  killPoint("before-post");
  const posted = (await channel.find(row)) ?? (await channel.post(row));
  killPoint("after-post");
  await database.transaction(async (tx) => {
    await markDelivered(tx, row.id, channel.name, posted, now());
    killPoint("before-mark");
  });
  killPoint("after-mark");
}

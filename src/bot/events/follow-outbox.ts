import type { Db } from "../../rounds/store/database.ts";
import type { OutboxRow } from "../../rounds/store/outbox.ts";
import { lastOwedIds, owedAfter } from "../../rounds/store/outbox-stream.ts";
import type { Reader } from "./sse-reader.ts";

export interface FollowedOutbox {
  /** Tells its readers what is new; looks that are asked for meanwhile are one. */
  look(): Promise<void>;
  /** From here on the reader is told everything, after what it was told up to a position. */
  join(reader: Reader, position: number | null): Promise<void>;
  leave(reader: Reader): void;
}

/** As many of the last announcements are looked at again: one that was owed earlier may be committed later. */
const lookedAgain = 200;
const mostRows = 500;

/**
 * The end of a season's outbox, read once for all who follow it.
 * @param drawn an announcement as readers get it; null: they do not
 */
export function followOutbox({
  db,
  seasonId,
  drawn,
}: {
  readonly db: Db;
  readonly seasonId: number;
  readonly drawn: (row: OutboxRow) => Promise<string | null>;
}): FollowedOutbox {
  const readers = new Set<Reader>();
  let known = new Set<number>();
  /** No id up to here is looked at any more. */
  let floor = 0;
  let inHand: Promise<void> = Promise.resolve();
  let next: Promise<void> | null = null;
  const inTurn = (work: () => Promise<void>) => {
    const turn = inHand.catch(() => undefined).then(work);
    inHand = turn;
    return turn;
  };
  const remember = (ids: readonly number[]) => {
    const kept = ids.toSorted((a, b) => b - a).slice(0, lookedAgain);
    known = new Set(kept);
    floor = kept.length < lookedAgain ? floor : (kept.at(-1) ?? floor);
  };
  const news = async () => {
    const rows = await owedAfter(db, seasonId, floor, mostRows);
    return rows.filter(({ id }) => !known.has(id));
  };
  const tell = async () => {
    for (let rows = await news(); rows.length > 0; rows = await news()) {
      for (const row of rows) {
        const text = await drawn(row);
        for (const reader of readers) if (text !== null) reader.push(text);
        known.add(row.id);
      }
      remember([...known]);
    }
  };
  const look = () => {
    if (readers.size === 0) return Promise.resolve();
    next ??= inTurn(async () => {
      next = null;
      await tell();
    });
    return next;
  };
  /** What came while the reader was on the way here, and was told to the others. */
  const catchUp = async (reader: Reader, position: number) => {
    for (let at = position; ; ) {
      const rows = await owedAfter(db, seasonId, at, mostRows);
      for (const row of rows) {
        if (row.id <= floor || known.has(row.id)) reader.push((await drawn(row)) ?? "");
        at = row.id;
      }
      if (rows.length < mostRows) return;
    }
  };
  return {
    look,
    join: (reader, position) =>
      inTurn(async () => {
        if (reader.gone.aborted) return;
        if (readers.size > 0) await tell();
        else {
          floor = 0;
          remember(await lastOwedIds(db, seasonId, lookedAgain));
        }
        if (position !== null) await catchUp(reader, position);
        readers.add(reader);
      }),
    leave(reader) {
      readers.delete(reader);
    },
  };
}

import { DateTime } from "luxon";
import { z } from "zod";
import { isWorkday } from "../deadline.ts";
import type { Game } from "../game.ts";
import { benchOf } from "../store/bench.ts";
import { lockName } from "../store/lock-name.ts";
import { announce, lastOwed, owedSince } from "../store/outbox.ts";
import { getSeasonById } from "../store/seasons.ts";

/** The hour of a working day from which the bench's news are told. */
const morning = 9;

const PitchBody = z.object({ pitchId: z.number() });

/** Owes the day's digest of what came to the bench since the last one; false where there is nothing to tell now. */
export async function digestDue(game: Game, seasonId: number): Promise<boolean> {
  const { database, clock } = game;
  const { settings } = await getSeasonById(database.db, seasonId);
  const today = DateTime.fromJSDate(clock.now(), { zone: settings.rules.timezone });
  if (today.hour < morning || !isWorkday(today, settings.rules)) return false;
  const key = `season:${seasonId}:bench:${today.toISODate()}`;
  const bench = { seasonId, roundId: null, kind: "bench-digest" } as const;
  const last = await lastOwed(database.db, bench);
  if (last?.key === key) return false;
  const news = await owedSince(database.db, { ...bench, kind: "pitched" }, last?.id ?? null);
  if (news.length === 0) return false;
  return database.transaction(async (tx) => {
    await lockName(tx, `digest:${seasonId}`);
    const there = await benchOf(tx, seasonId);
    const pitched = news.map(({ body }) => PitchBody.parse(body).pitchId);
    const pitches = there.flatMap(({ id }) => (pitched.includes(id) ? [id] : []));
    // All of them may have been taken into a round since.
    if (pitches.length === 0) return false;
    await announce(tx, { ...bench, key, body: { pitches }, notify: false }, clock.now());
    return true;
  });
}

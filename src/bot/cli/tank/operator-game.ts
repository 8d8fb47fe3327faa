import { randomBytes } from "node:crypto";
import type { Game } from "../../../rounds/game.ts";
import { openDatabase } from "../../../rounds/store/open-database.ts";
import { queuesOf } from "../../runner-keys.ts";
import type { placeOf } from "./place.ts";

/** The game without a bot, for a program of the operator's that plays nothing. */
export async function openOperatorGame(
  place: ReturnType<typeof placeOf>,
): Promise<{ readonly game: Game } & AsyncDisposable> {
  const onError = (error: Error): never => {
    throw error;
  };
  const database = await openDatabase(place, { onError, runners: queuesOf(place.plan) });
  const game: Game = {
    database,
    clock: { now: () => new Date() },
    secretSeed: () => randomBytes(32).toString("hex"),
  };
  return { game, [Symbol.asyncDispose]: () => database[Symbol.asyncDispose]() };
}

import { type KillPoint, killPoints } from "../../src/rounds/kill-point.ts";
import type { Arena } from "./killed-season.ts";

/** What came of a season that was killed at one point, or at several one after the other. */
export interface Outcome {
  readonly kills: readonly string[];
  /** Kills that never happened, since their point was not reached. */
  readonly missed: readonly string[];
  /** A line for each thing lost or doubled. */
  readonly broken: readonly string[];
}

/** Points that only a process reaches which comes after a death: by the queue's notice or, alone on its data, at once. */
const afterDeath: Readonly<Record<Arena["kind"], readonly KillPoint[]>> = {
  embedded: ["runs-recovered"],
  postgres: ["lost-taken", "run-requeued"],
};

/** Every point that this kind of database has, each with the kills that lead there. */
export function matrixOf(kind: Arena["kind"]): readonly (readonly string[])[] {
  const other = afterDeath[kind === "embedded" ? "postgres" : "embedded"];
  return killPoints
    .filter((point) => !other.includes(point))
    .map((point) => (afterDeath[kind].includes(point) ? ["run-taken", point] : [point]));
}

/** Plays a season to its end, killed where it is told, and says what did not survive. */
export async function killAt(arena: Arena, rounds: number, kills: readonly string[]): Promise<Outcome> {
  await using season = await arena.newSeason(rounds);
  const missed: string[] = [];
  for (const at of kills) if ((await season.run({ at })) !== null) missed.push(at);
  const code = await season.run();
  const broken = await season.broken();
  return { kills, missed, broken: code === 0 ? broken : [`the last start ended with ${code}`, ...broken] };
}

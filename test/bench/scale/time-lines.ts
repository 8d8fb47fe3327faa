import pino from "pino";
import { runCommand, type Tank } from "../../../src/bot/commands/run-command.ts";
import { readProblemNow } from "../../../src/bot/season-file.ts";
import type { Game } from "../../../src/rounds/game.ts";
import type { ReadingLine } from "./reading-lines.ts";

/** Until it was answered, in ms, a value each time it was typed. */
export type Times = readonly number[];

/**
 * Types each line `times` times on each of the games, in turn and one after the other: whatever else the machine does
 * meanwhile falls on all of them alike.
 */
export async function timeLines(
  games: readonly Game[],
  season: string,
  lines: readonly ReadingLine[],
  times: number,
): Promise<ReadonlyMap<ReadingLine, readonly Times[]>> {
  const log = pino({ level: "silent" });
  const tanks = games.map((game): Tank => ({ game, season, log, readProblem: readProblemNow }));
  const timed = new Map(lines.map((line) => [line, tanks.map((): number[] => [])]));
  for (let nth = -warmUps; nth < times; nth++) {
    for (const [line, own] of timed) {
      // What writes down a season takes long enough to be timed a few times only.
      if (line.wholeSeason && nth >= fewTimes) continue;
      for (const [index, tank] of tanks.entries()) {
        const ms = await timeOne(tank, line);
        if (nth >= 0) own[index]?.push(ms);
      }
    }
  }
  return timed;
}

const warmUps = 2;
const fewTimes = 5;

async function timeOne(tank: Tank, { text, by }: ReadingLine): Promise<number> {
  const startedAt = performance.now();
  const reply = await runCommand(tank, { by, text, files: [], readFile: () => null });
  const ms = performance.now() - startedAt;
  if (!reply.ok) throw new Error(`${text}: ${reply.error.message}`);
  return ms;
}

import type { Db } from "../store/database.ts";
import { getSeason } from "../store/seasons.ts";
import { latestStanding } from "./find-round.ts";
import { type KernelView, kernelView } from "./kernel-view.ts";
import { type LearnedView, learnedView } from "./learned-view.ts";
import { playedRounds } from "./played-rounds.ts";
import type { RoundStanding } from "./round-view.ts";
import { type Scoreboard, scoreboard } from "./scoreboard.ts";

/** What one should know before writing code: what is dead, what is locked, what must be beaten, what is going on. */
export interface MemoryView {
  readonly learned: LearnedView;
  readonly kernel: KernelView;
  readonly scoreboard: Scoreboard;
  /** The open round, or else the last one; null before the first. */
  readonly round: RoundStanding | null;
}

export async function memoryView(db: Db, seasonName: string): Promise<MemoryView> {
  const { id, settings } = await getSeason(db, seasonName);
  return {
    learned: await learnedView(db, seasonName),
    kernel: await kernelView(db, seasonName),
    scoreboard: scoreboard(settings, await playedRounds(db, id)),
    round: await latestStanding(db, seasonName),
  };
}

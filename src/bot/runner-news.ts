import type { Game } from "../rounds/game.ts";
import type { SeasonRow } from "../rounds/store/seasons.ts";
import type { RunnerNews } from "./cards/run-state-text.ts";

/** What a status tells of runners at this moment. */
export function runnerNews(
  { runners, clock }: Pick<Game, "runners" | "clock">,
  { settings }: Pick<SeasonRow, "settings">,
): RunnerNews & { readonly now: Date } {
  const now = clock.now();
  return {
    now,
    timezone: settings.rules.timezone,
    restOf: (runner) => runners?.restOf(runner, now) ?? null,
  };
}

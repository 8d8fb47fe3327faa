import type { RoundView } from "../../rounds/memory/round-view.ts";
import type { WaitingRuns } from "../../rounds/store/run-labels.ts";
import type { Card } from "./card.ts";
import { roundActions } from "./round-actions.ts";
import type { RunnerNews } from "./run-state-text.ts";
import { statusCard } from "./status-card.ts";

/** A round as it stands now, for the one message that lives as long as the round does. */
export function roundCard(
  season: string,
  view: RoundView,
  runs: WaitingRuns,
  news: RunnerNews & { readonly now: Date },
): Card {
  const actions = roundActions(view);
  return { ...statusCard(season, view, runs, news), ...(actions.length > 0 && { actions }) };
}

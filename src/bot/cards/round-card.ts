import type { RoundView } from "../../rounds/memory/round-view.ts";
import type { WaitingRuns } from "../../rounds/store/run-labels.ts";
import type { Card } from "./card.ts";
import { needsHostCard } from "./needs-host-card.ts";
import { roundActions, withActions } from "./round-actions.ts";
import { roundDecidedCard } from "./round-ended.ts";
import type { RunnerNews } from "./run-state-text.ts";
import { statusCard } from "./status-card.ts";

/** A round as it stands now, for the one message that lives as long as the round does. */
export function roundCard(
  season: string,
  view: RoundView,
  runs: WaitingRuns,
  news: RunnerNews & { readonly now: Date },
): Card {
  const happened = view.phase === "needs-host" ? needsHostCard(view) : null;
  const card = withActions(statusCard(season, view, runs, news, happened), roundActions(view));
  if (view.phase !== "decided") return card;
  const { lead = "", mood } = roundDecidedCard(view);
  return { ...card, lead: `${lead} The next round: /tank open`, mood };
}

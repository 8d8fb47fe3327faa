import { Gauge, type Registry } from "prom-client";
import type { View } from "./look-around.ts";

/** Shows what was seen at this moment; what is not known then has no value. */
export type ShowView = (view: View) => void;

export function createGauges(registry: Registry): ShowView {
  const gauge = <Label extends string>(name: string, help: string, ...labelNames: readonly Label[]) =>
    new Gauge({ name, help, labelNames, registers: [registry] });
  const health = gauge("tank_health", "1 for a green part of /healthz, 0 for a red one", "part");
  const up = gauge("tank_database_up", "Whether the database answers");
  const runs = gauge("tank_queue_runs", "Runs that have not ended; held: a host stopped them", "runner", "state");
  const oldest = gauge("tank_queue_oldest_seconds", "Age of the oldest run that may start", "runner");
  const workers = gauge("tank_runner_workers", "Workers whose hearts beat", "runner");
  const stopped = gauge("tank_runner_guard_stopped", "1 where a runner's guard has stopped it", "runner");
  const unjudged = gauge("tank_reports_unjudged", "Reports that no verdict came of yet");
  const unjudgedOldest = gauge("tank_reports_unjudged_oldest_seconds", "Age of the oldest of them");
  const owed = gauge("tank_outbox_owed", "Announcements that a place is owed", "place");
  const owedOldest = gauge("tank_outbox_oldest_seconds", "Age of the oldest of them", "place");
  const supervised = gauge("tank_queue_supervised_seconds", "How long ago dead workers were last looked for");
  const all = [health, up, runs, oldest, workers, stopped, unjudged, unjudgedOldest, owed, owedOldest, supervised];
  return ({ health: { at, parts }, figures }) => {
    for (const each of all) each.reset();
    const ageS = (since: Date | null) => (since === null ? 0 : Math.max(0, (at.getTime() - since.getTime()) / 1000));
    for (const { part, status } of parts) health.set({ part }, status === "green" ? 1 : 0);
    up.set(figures === null ? 0 : 1);
    if (figures === null) return;
    for (const { runner, queued, held, running, oldestAt } of figures.queues) {
      for (const [state, count] of Object.entries({ queued, held, running })) runs.set({ runner, state }, count);
      oldest.set({ runner }, ageS(oldestAt));
    }
    for (const { runner, alive, isStopped } of figures.workers) {
      workers.set({ runner }, alive);
      stopped.set({ runner }, isStopped ? 1 : 0);
    }
    unjudged.set(figures.unjudged.count);
    unjudgedOldest.set(ageS(figures.unjudged.oldestAt));
    for (const { place, count, oldestAt } of figures.owed) {
      owed.set({ place }, count);
      owedOldest.set({ place }, ageS(oldestAt));
    }
    if (figures.supervisedAgoS !== null) supervised.set(figures.supervisedAgoS);
  };
}

import type { Logger } from "pino";
import { Counter, Gauge, Registry } from "prom-client";
import type { Database } from "../../rounds/store/database.ts";
import { asksForRuns } from "../../rounds/store/worker-beats.ts";
import type { AttemptEvent } from "../../runner/worker.ts";
import type { HttpPlace } from "../http/http-place.ts";
import type { HttpDesk } from "../http/listen-http.ts";
import { type Health, healthOf } from "./health.ts";
import { watchProcess } from "./metrics.ts";
import { serveHttp } from "./serve-http.ts";

/** What a worker's process sees of itself; everything else is told by the bot. */
export interface WorkerWatch {
  readonly onDatabase: (state: "lost" | "back") => void;
  readonly onAttempt: (attempt: AttemptEvent) => void;
  /** @throws UserError where the place can't be listened on */
  readonly serve: (place: HttpPlace, database: Database, log: Logger) => Promise<HttpDesk>;
}

export function watchWorker(runner: string, now: () => Date = () => new Date()): WorkerWatch {
  const registry = new Registry();
  const registers = [registry];
  const gauge = <Label extends string>(name: string, help: string, ...labelNames: readonly Label[]) =>
    new Gauge({ name, help, labelNames, registers });
  const parts = gauge("tank_health", "1 for a green part of /healthz, 0 for a red one", "part");
  const up = gauge("tank_database_up", "Whether the database answers");
  const attempts = new Counter({
    name: "tank_attempts_total",
    help: "What this worker did with the runs that it took",
    labelNames: ["runner", "event"],
    registers,
  });
  let databaseLostAt: Date | null = null;
  let askedAt = now();
  const look = (database: Database): Health => {
    const at = now();
    const isAsking = asksForRuns(database, runner);
    if (isAsking) askedAt = at;
    const loops = [{ loop: "runs", lastAt: askedAt, isStalled: !isAsking }];
    return healthOf({ at, databaseLostAt, loops, owed: [], runners: [] });
  };
  return {
    onDatabase(state) {
      databaseLostAt = state === "lost" ? now() : null;
    },
    onAttempt: ({ event }) => attempts.inc({ runner, event }),
    serve(place, database, log) {
      watchProcess({ registry });
      return serveHttp(place, {
        health: async () => look(database),
        async metrics() {
          for (const { part, status } of look(database).parts) parts.set({ part }, status === "green" ? 1 : 0);
          up.set(databaseLostAt === null ? 1 : 0);
          return { type: registry.contentType, text: await registry.metrics() };
        },
        onError: (error) => log.error({ err: error }, "http-failed"),
      });
    },
  };
}

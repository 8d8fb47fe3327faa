import type { Logger } from "pino";
import type { HttpPlace } from "../http/http-place.ts";
import type { HttpDesk } from "../http/listen-http.ts";
import { createGauges } from "./gauges.ts";
import { lookAround, type Surroundings } from "./look-around.ts";
import { watchProcess } from "./metrics.ts";
import { serveHttp } from "./serve-http.ts";

/**
 * Serves /healthz and /metrics of a bot.
 * @throws UserError where the place can't be listened on
 */
export async function serveOperations(place: HttpPlace, around: Surroundings, log: Logger): Promise<HttpDesk> {
  const { registry } = around.watch.metrics;
  watchProcess(around.watch.metrics);
  const show = createGauges(registry);
  return serveHttp(place, {
    health: async () => (await lookAround(around)).health,
    async metrics() {
      show(await lookAround(around));
      return { type: registry.contentType, text: await registry.metrics() };
    },
    onError: (error) => log.error({ err: error }, "http-failed"),
  });
}

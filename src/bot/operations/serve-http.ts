import type { HttpPlace } from "../http/http-place.ts";
import { type HttpDesk, listenHttp } from "../http/listen-http.ts";
import { redact } from "../redact.ts";
import type { Health } from "./health.ts";

/** What is told to whoever asks. */
export interface Told {
  readonly health: () => Promise<Health>;
  /** The figures in Prometheus's text format. */
  readonly metrics: () => Promise<{ readonly type: string; readonly text: string }>;
  readonly onError: (error: unknown) => void;
}

/**
 * Answers GET /healthz (200 green, 503 red) and GET /metrics, and nothing else.
 * @throws UserError where the place can't be listened on
 */
export async function serveHttp(place: HttpPlace, told: Told): Promise<HttpDesk> {
  return listenHttp({ ...place, setting, mostConnections: 64 }, (request, response) => {
    void answerTo(request.method ?? "", request.url ?? "", told).then(({ status, type, text }) => {
      response.writeHead(status, { "content-type": type, "cache-control": "no-store" });
      response.end(request.method === "HEAD" ? "" : text);
    });
  });
}

const setting = "http.port in config/tank.yml (a worker's is its --http-port)";

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

const plain = "text/plain; charset=utf-8";

async function answerTo(method: string, url: string, told: Told): Promise<Answer> {
  if (method !== "GET" && method !== "HEAD") return { status: 405, type: plain, text: "Only GET.\n" };
  try {
    switch (url.split("?")[0]) {
      case "/healthz": {
        const health = await told.health();
        const text = redact(`${JSON.stringify(health, null, 2)}\n`);
        return { status: health.status === "green" ? 200 : 503, type: "application/json", text };
      }
      // Names and numbers alone: a password that is a common word must not be cut out of a metric's name.
      case "/metrics":
        return { status: 200, ...(await told.metrics()) };
      default:
        return { status: 404, type: plain, text: "There are /healthz and /metrics.\n" };
    }
  } catch (error) {
    told.onError(error);
    return { status: 500, type: plain, text: "This could not be answered; the log says why.\n" };
  }
}

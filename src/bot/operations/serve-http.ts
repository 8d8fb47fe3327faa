import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { UserError } from "../../rounds/user-error.ts";
import { redact } from "../redact.ts";
import type { Health } from "./health.ts";
import type { HttpPlace } from "./http-place.ts";

/** What is told to whoever asks. */
export interface Told {
  readonly health: () => Promise<Health>;
  /** The figures in Prometheus's text format. */
  readonly metrics: () => Promise<{ readonly type: string; readonly text: string }>;
  readonly onError: (error: unknown) => void;
}

export interface HttpDesk extends AsyncDisposable {
  /** `http://127.0.0.1:9464` */
  readonly url: string;
}

/**
 * Answers GET /healthz (200 green, 503 red) and GET /metrics, and nothing else.
 * @throws UserError where the place can't be listened on
 */
export async function serveHttp({ host, port }: HttpPlace, told: Told): Promise<HttpDesk> {
  const server = createServer((request, response) => {
    void answerTo(request.method ?? "", request.url ?? "", told).then(({ status, type, text }) => {
      response.writeHead(status, { "content-type": type, "cache-control": "no-store" });
      response.end(request.method === "HEAD" ? "" : text);
    });
  });
  server.maxConnections = mostConnections;
  try {
    server.listen(port, host);
    await once(server, "listening");
  } catch (error) {
    throw placeError(error, { host, port });
  }
  const address = server.address();
  const bound = typeof address === "object" && address !== null ? address.port : port;
  const name = host.includes(":") ? `[${host}]` : host;
  return { url: `http://${name}:${bound}`, [Symbol.asyncDispose]: () => stop(server) };
}

const mostConnections = 64;

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

async function stop(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
}

function placeError(error: unknown, { host, port }: HttpPlace): unknown {
  const code = error instanceof Error && "code" in error ? error.code : null;
  const cause = { cause: error };
  switch (code) {
    case "EADDRINUSE":
      return new UserError(
        "port-taken",
        `Another program listens on port ${port} of ${host}.`,
        "Choose another http.port in config/tank.yml (a worker's is its --http-port): each bot, each worker and Slack's PORT needs one of its own.",
        cause,
      );
    case "EACCES":
      return new UserError(
        "port-refused",
        `This user may not listen on port ${port}.`,
        "Choose one from 1024 on as http.port in config/tank.yml (a worker's is its --http-port).",
        cause,
      );
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return new UserError(
        "no-such-host",
        `${host} is no address of this machine.`,
        "Set http.host in config/tank.yml to 127.0.0.1, to one of its addresses, or to 0.0.0.0 for all of them.",
        cause,
      );
    default:
      return error;
  }
}

import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import { UserError } from "../../rounds/user-error.ts";
import type { HttpPlace } from "./http-place.ts";

export interface HttpDesk extends AsyncDisposable {
  /** `http://127.0.0.1:9464` */
  readonly url: string;
}

export interface HttpListening extends HttpPlace {
  /** The setting that names the port: `http.port in config/tank.yml`. */
  readonly setting: string;
  readonly mostConnections: number;
}

/** @throws UserError where the place can't be listened on */
export async function listenHttp(
  { host, port, setting, mostConnections }: HttpListening,
  onRequest: RequestListener,
): Promise<HttpDesk> {
  const server = createServer(onRequest);
  server.maxConnections = mostConnections;
  try {
    server.listen(port, host);
    await once(server, "listening");
  } catch (error) {
    throw placeError(error, { host, port, setting });
  }
  const address = server.address();
  const bound = typeof address === "object" && address !== null ? address.port : port;
  const name = host.includes(":") ? `[${host}]` : host;
  return { url: `http://${name}:${bound}`, [Symbol.asyncDispose]: () => stop(server) };
}

async function stop(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
}

function placeError(
  error: unknown,
  { host, port, setting }: Pick<HttpListening, "host" | "port" | "setting">,
): unknown {
  const code = error instanceof Error && "code" in error ? error.code : null;
  const cause = { cause: error };
  switch (code) {
    case "EADDRINUSE":
      return new UserError(
        "port-taken",
        `Another program listens on port ${port} of ${host}.`,
        `Choose another ${setting}: each bot, each worker and Slack's PORT needs one of its own.`,
        cause,
      );
    case "EACCES":
      return new UserError(
        "port-refused",
        `This user may not listen on port ${port}.`,
        `Choose one from 1024 on as ${setting}.`,
        cause,
      );
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return new UserError(
        "no-such-host",
        `${host} is no address of this machine.`,
        `Set ${setting.replace(".port", ".host")} to 127.0.0.1, to one of its addresses, or to 0.0.0.0 for all of them.`,
        cause,
      );
    default:
      return error;
  }
}

import { randomUUID } from "node:crypto";
import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { isJson, objectAt, parseJson, stringAt } from "../json.ts";
import type { Workspace } from "../workspace.ts";
import { type Acknowledgement, type Delivery, NotDelivered } from "./delivery.ts";

/** The real client gives a silent server thirty seconds. */
const pingEveryMs = 5_000;
/** How long a client may take to say goodbye. */
const closeWithinMs = 500;

export interface SocketMode {
  /** A new address to connect to; each works once. */
  issueUrl(): string;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  deliver(delivery: Delivery): Promise<Acknowledgement>;
  /** Connections that take deliveries. */
  openCount(): number;
  /** Ends every connection without a word, as a broken network does. */
  cut(): void;
  /** Asks every connection to come again, as Slack does every few hours. */
  refresh(): void;
  close(): Promise<void>;
}

interface Pending {
  readonly connection: WebSocket;
  readonly settle: PromiseWithResolvers<Acknowledgement>;
}

export function createSocketMode(slack: Workspace, ackWithinMs: number, changed: () => void): SocketMode {
  const server = new WebSocketServer({ noServer: true });
  const tickets = new Set<string>();
  const open: WebSocket[] = [];
  const pending = new Map<string, Pending>();
  const pinging = setInterval(() => {
    for (const client of server.clients) client.ping();
  }, pingEveryMs).unref();
  let turn = 0;

  function leave(connection: WebSocket): void {
    const place = open.indexOf(connection);
    if (place >= 0) open.splice(place, 1);
  }

  function connect(connection: WebSocket): void {
    open.push(connection);
    connection.on("message", (data) => acknowledge(String(data)));
    connection.on("close", () => {
      leave(connection);
      for (const [id, { connection: its, settle }] of pending) {
        if (its !== connection) continue;
        pending.delete(id);
        settle.reject(new NotDelivered("The connection closed before the app acknowledged."));
      }
      changed();
    });
    connection.send(JSON.stringify(helloOf(slack, open.length)));
    connection.ping();
    changed();
  }

  function acknowledge(data: string): void {
    const message = parseJson(data);
    const id = isJson(message) ? stringAt(message, "envelope_id") : undefined;
    const waiting = pending.get(id ?? "");
    if (!isJson(message) || id === undefined || waiting === undefined) return;
    pending.delete(id);
    waiting.settle.resolve({ status: 200, payload: objectAt(message, "payload") });
  }

  async function deliver(delivery: Delivery): Promise<Acknowledgement> {
    const connection = open[turn++ % Math.max(open.length, 1)];
    if (connection === undefined) throw new NotDelivered("No socket of the app is open (dispatch_failed).");
    const id = randomUUID();
    const settle = Promise.withResolvers<Acknowledgement>();
    pending.set(id, { connection, settle });
    connection.send(JSON.stringify(envelopeOf(id, delivery)));
    const limit = setTimeout(
      () => settle.reject(new NotDelivered(`No acknowledgement within ${ackWithinMs} ms (operation_timeout).`)),
      ackWithinMs,
    );
    try {
      return await settle.promise;
    } finally {
      clearTimeout(limit);
      pending.delete(id);
    }
  }

  return {
    issueUrl() {
      const ticket = randomUUID();
      tickets.add(ticket);
      return `${slack.origin.replace("http:", "ws:")}/link/?ticket=${ticket}&app_id=${slack.appId}`;
    },
    upgrade(request, socket, head) {
      const ticket = new URL(request.url ?? "/", slack.origin).searchParams.get("ticket") ?? "";
      if (!tickets.delete(ticket)) {
        socket.end("HTTP/1.1 401 Unauthorized\r\n\r\n");
        return;
      }
      server.handleUpgrade(request, socket, head, connect);
    },
    deliver,
    openCount: () => open.length,
    cut() {
      for (const client of server.clients) end(client);
    },
    refresh() {
      const goodbye = { type: "disconnect", reason: "refresh_requested", debug_info: { host: "fake" } };
      for (const connection of open.splice(0)) connection.send(JSON.stringify(goodbye));
    },
    async close() {
      clearInterval(pinging);
      const clients = [...server.clients];
      const closed = Promise.all(clients.map((client) => once(client, "close")));
      for (const client of clients) client.close(1001);
      const limit = setTimeout(() => clients.forEach(end), closeWithinMs);
      await closed;
      clearTimeout(limit);
      server.close();
    },
  };
}

function end(connection: WebSocket): void {
  connection.terminate();
}

const helloOf = (slack: Workspace, count: number) => ({
  type: "hello",
  num_connections: count,
  connection_info: { app_id: slack.appId },
  debug_info: { host: "fake", build_number: 1, approximate_connection_time: 18_060 },
});

function envelopeOf(envelope_id: string, { kind, payload, takesAnswer, retry }: Delivery) {
  const envelope = { envelope_id, type: kind, payload, accepts_response_payload: takesAnswer };
  if (kind !== "events_api") return envelope;
  return { ...envelope, retry_attempt: retry?.attempt ?? 0, retry_reason: retry?.reason ?? "" };
}

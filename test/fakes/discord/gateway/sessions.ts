import { randomUUID } from "node:crypto";
import { GatewayOpcodes } from "discord-api-types/v10";
import type { WebSocket } from "ws";
import type { Dispatch } from "./dispatches.ts";

/** A connection that outlives its sockets: what happened meanwhile is replayed to the next one. */
export interface Session {
  readonly id: string;
  readonly intents: number;
  readonly events: { readonly s: number; readonly event: Dispatch }[];
  sequence: number;
  socket: WebSocket | undefined;
}

export interface Sessions {
  begin(socket: WebSocket, intents: number): Session;
  /** Gives an event its number, keeps it, and sends it where a socket is open. */
  record(session: Session, event: Dispatch): void;
  resume(session: Session, socket: WebSocket, after: number): void;
  /** A socket is gone; after a proper goodbye its session is too. */
  leave(socket: WebSocket, code: number): void;
  byId(id: string): Session | undefined;
  of(socket: WebSocket): Session | undefined;
  all(): readonly Session[];
  forget(): void;
}

/** Codes that end a session: the client said that it won't come back. */
const farewells = [1000, 1001];

export function createSessions(): Sessions {
  const sessions = new Map<string, Session>();
  const of = (socket: WebSocket) => [...sessions.values()].find((session) => session.socket === socket);
  const transmit = (socket: WebSocket, s: number, event: Dispatch) =>
    socket.send(JSON.stringify({ op: GatewayOpcodes.Dispatch, s, t: event.t, d: event.d }));
  return {
    begin(socket, intents) {
      const session: Session = { id: randomUUID().replaceAll("-", ""), intents, events: [], sequence: 0, socket };
      sessions.set(session.id, session);
      return session;
    },
    record(session, event) {
      session.sequence += 1;
      session.events.push({ s: session.sequence, event });
      if (session.socket !== undefined) transmit(session.socket, session.sequence, event);
    },
    resume(session, socket, after) {
      session.socket?.close(4000);
      session.socket = socket;
      for (const { s, event } of session.events) if (s > after) transmit(socket, s, event);
    },
    leave(socket, code) {
      const session = of(socket);
      if (session === undefined) return;
      session.socket = undefined;
      if (farewells.includes(code)) sessions.delete(session.id);
    },
    byId: (id) => sessions.get(id),
    of,
    all: () => [...sessions.values()],
    forget: () => sessions.clear(),
  };
}

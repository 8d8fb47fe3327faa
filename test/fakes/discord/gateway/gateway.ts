import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { ChannelType, GatewayCloseCodes, GatewayOpcodes, type GatewayReadyDispatchData } from "discord-api-types/v10";
import { type WebSocket, WebSocketServer } from "ws";
import { channelPayload } from "../payloads/channels.ts";
import { guildCreated } from "../payloads/guilds.ts";
import { noFlags } from "../payloads/no-flags.ts";
import { userOf, userPayload } from "../payloads/people.ts";
import type { Channel, World } from "../world.ts";
import { type Dispatch, intentFor } from "./dispatches.ts";
import { readIdentify, readPacket, readResume } from "./read-packet.ts";
import { createSessions, type Session } from "./sessions.ts";

export interface GatewayOptions {
  readonly heartbeatIntervalMs: number;
  /** The privileged intents that the app has been granted. */
  readonly grantedIntents: number;
}

export interface Gateway {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Sends an event to every session whose intents ask for it; one without a socket gets it when it resumes. */
  dispatch(event: Dispatch): void;
  channelChanged(
    t: "CHANNEL_CREATE" | "CHANNEL_UPDATE" | "CHANNEL_DELETE" | "THREAD_CREATE" | "THREAD_UPDATE",
    channel: Channel,
  ): void;
  /** Sockets with a session. */
  openSockets(): number;
  identifies(): number;
  identifiesLeft(): number;
  resumes(): number;
  /** Every code that the gateway closed a socket with. */
  closes(): readonly number[];
  /** Ends every socket without a word, as a broken network does. */
  cut(): void;
  /** Closes every socket with this code. */
  closeAll(code: number): void;
  /** Asks every socket to come again (opcode 7). */
  askToReconnect(): void;
  /** Tells every socket that its session is gone, or may be resumed (opcode 9). */
  invalidate(resumable: boolean): void;
  /** Forgets every session, as Discord does after a few minutes: nobody can resume. */
  forgetSessions(): void;
  /** Closes the socket of whoever identifies with this code. */
  refuseIdentify(code: number): void;
  /** Shut, it refuses new sockets. */
  shut(isShut: boolean): void;
  /** Deaf, it takes heartbeats and answers none. */
  deafen(isDeaf: boolean): void;
  close(): Promise<void>;
}

/** How long a client may take to say goodbye. */
const closeWithinMs = 500;
const sessionsADay = 1000;

export function createGateway(world: World, options: GatewayOptions, changed: () => void): Gateway {
  const server = new WebSocketServer({ noServer: true });
  const sessions = createSessions();
  const closes: number[] = [];
  const counts = { identifies: 0, resumes: 0 };
  let refusing: number | undefined;
  let isShut = false;
  let isDeaf = false;

  const close = (socket: WebSocket, code: number) => {
    closes.push(code);
    socket.close(code);
    changed();
  };

  const send = (socket: WebSocket, op: GatewayOpcodes, d: unknown = null) =>
    socket.send(JSON.stringify({ op, d, s: null, t: null }));

  function hear(socket: WebSocket, data: string): void {
    const packet = readPacket(data);
    if (packet === undefined) return close(socket, GatewayCloseCodes.DecodeError);
    const session = sessions.of(socket);
    switch (packet.op) {
      case GatewayOpcodes.Heartbeat:
        if (!isDeaf) send(socket, GatewayOpcodes.HeartbeatAck);
        return;
      case GatewayOpcodes.Identify:
        if (session !== undefined) return close(socket, GatewayCloseCodes.AlreadyAuthenticated);
        return identify(socket, packet.d);
      case GatewayOpcodes.Resume:
        if (session !== undefined) return close(socket, GatewayCloseCodes.AlreadyAuthenticated);
        return resume(socket, packet.d);
      case GatewayOpcodes.PresenceUpdate:
      case GatewayOpcodes.RequestGuildMembers:
        if (session === undefined) close(socket, GatewayCloseCodes.NotAuthenticated);
        return;
      default:
        close(socket, GatewayCloseCodes.UnknownOpcode);
    }
  }

  function identify(socket: WebSocket, data: unknown): void {
    const asked = readIdentify(data, world.token, options.grantedIntents);
    if ("closeCode" in asked) return close(socket, asked.closeCode);
    if (refusing !== undefined) return close(socket, refusing);
    counts.identifies += 1;
    const session = sessions.begin(socket, asked.intents);
    const isMember = [...world.guilds.values()].filter(({ members }) => members.has(world.botId));
    sessions.record(session, {
      t: "READY",
      d: ready(
        session,
        isMember.map(({ id }) => id),
      ),
    });
    for (const guild of isMember) {
      const event: Dispatch = { t: "GUILD_CREATE", d: guildCreated(world, guild) };
      if ((asked.intents & intentFor(event)) !== 0) sessions.record(session, event);
    }
    changed();
  }

  const ready = (session: Session, guildIds: readonly string[]): GatewayReadyDispatchData => ({
    v: 10,
    user: {
      ...userPayload(userOf(world, world.botId)),
      mfa_enabled: true,
      verified: true,
      email: null,
      flags: noFlags,
    },
    guilds: guildIds.map((id) => ({ id, unavailable: true })),
    session_id: session.id,
    resume_gateway_url: world.origin.replace("http:", "ws:"),
    shard: [0, 1],
    application: { id: world.appId, flags: noFlags, flags_new: "0" },
  });

  function resume(socket: WebSocket, data: unknown): void {
    const asked = readResume(data, world.token);
    if (asked === "wrong token") return close(socket, GatewayCloseCodes.AuthenticationFailed);
    const session = asked === undefined ? undefined : sessions.byId(asked.sessionId);
    if (asked === undefined || session === undefined) return send(socket, GatewayOpcodes.InvalidSession, false);
    if (asked.sequence > session.sequence) return close(socket, GatewayCloseCodes.InvalidSeq);
    counts.resumes += 1;
    sessions.resume(session, socket, asked.sequence);
    sessions.record(session, { t: "RESUMED", d: undefined });
    changed();
  }

  function connect(socket: WebSocket, version: string | null): void {
    socket.on("message", (data) => hear(socket, String(data)));
    socket.on("close", (code) => {
      sessions.leave(socket, code);
      changed();
    });
    if (version !== "10") return close(socket, GatewayCloseCodes.InvalidAPIVersion);
    send(socket, GatewayOpcodes.Hello, { heartbeat_interval: options.heartbeatIntervalMs, _trace: [] });
  }

  function dispatch(event: Dispatch): void {
    const needed = intentFor(event);
    for (const session of sessions.all()) {
      if (needed === 0 || (session.intents & needed) !== 0) sessions.record(session, event);
    }
    changed();
  }

  return {
    upgrade(request, socket, head) {
      const url = new URL(request.url ?? "/", "http://127.0.0.1");
      if (isShut) return void socket.destroy();
      if (url.searchParams.get("encoding") !== "json") return void socket.end("HTTP/1.1 400 Bad Request\r\n\r\n");
      server.handleUpgrade(request, socket, head, (opened) => connect(opened, url.searchParams.get("v")));
    },
    dispatch,
    channelChanged(t, channel) {
      const payload = channelPayload(world, channel);
      if (payload.type === ChannelType.PublicThread) dispatch({ t: threadEvent(t), d: payload });
      if (payload.type === ChannelType.GuildText) dispatch({ t: channelEvent(t), d: payload });
    },
    openSockets: () => sessions.all().filter(({ socket }) => socket !== undefined).length,
    identifies: () => counts.identifies,
    identifiesLeft: () => sessionsADay - counts.identifies,
    resumes: () => counts.resumes,
    closes: () => closes,
    cut() {
      for (const client of server.clients) client.terminate();
    },
    closeAll(code) {
      for (const client of server.clients) close(client, code);
    },
    askToReconnect() {
      for (const client of server.clients) send(client, GatewayOpcodes.Reconnect);
    },
    invalidate(resumable) {
      if (!resumable) sessions.forget();
      for (const client of server.clients) send(client, GatewayOpcodes.InvalidSession, resumable);
    },
    forgetSessions: sessions.forget,
    refuseIdentify(code) {
      refusing = code;
    },
    shut(next) {
      isShut = next;
    },
    deafen(next) {
      isDeaf = next;
    },
    async close() {
      const clients = [...server.clients];
      const closed = Promise.all(clients.map((client) => once(client, "close")));
      for (const client of clients) client.close(1001);
      const limit = setTimeout(() => {
        for (const client of clients) client.terminate();
      }, closeWithinMs);
      await closed;
      clearTimeout(limit);
      server.close();
    },
  };
}

const threadEvent = (t: string) => (t.endsWith("CREATE") ? ("THREAD_CREATE" as const) : ("THREAD_UPDATE" as const));

function channelEvent(t: string): "CHANNEL_CREATE" | "CHANNEL_UPDATE" | "CHANNEL_DELETE" {
  if (t.endsWith("DELETE")) return "CHANNEL_DELETE";
  return t.endsWith("CREATE") ? "CHANNEL_CREATE" : "CHANNEL_UPDATE";
}

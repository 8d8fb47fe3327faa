import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { serveDoor } from "../../src/bot/agents/serve-door.ts";
import { admitBy } from "../../src/bot/chat/rights/admit.ts";
import { eventStream } from "../../src/bot/events/event-stream.ts";
import type { Roles } from "../../src/rounds/game.ts";
import { getSeason } from "../../src/rounds/store/seasons.ts";
import type { TestTable } from "../commands/table.ts";

/** The door of a table's season on loopback, with people's pace and rights. */
export interface TestDoor extends AsyncDisposable {
  readonly url: string;
  /** How often somebody was told that something was done. */
  readonly moves: () => number;
  /** A token that a person asks for at the table. */
  readonly token: (by: string, options?: string) => Promise<string>;
  readonly client: (token: string) => Promise<Client>;
  /** POST /api/commands. */
  readonly post: (token: string | null, body: unknown, headers?: Readonly<Record<string, string>>) => Promise<Posted>;
}

export interface Posted {
  readonly status: number;
  readonly headers: Headers;
  readonly body: {
    readonly ok: boolean;
    readonly facts?: Readonly<Record<string, unknown>>;
    readonly text?: string;
    readonly error?: { readonly code: string; readonly message: string; readonly hint: string | null };
  };
}

interface Options {
  readonly roles?: Roles;
  readonly perMinute?: number;
}

export async function openDoor(table: TestTable, { roles, perMinute = 10_000 }: Options = {}): Promise<TestDoor> {
  const { game, season } = table.tank;
  const { id: seasonId } = await getSeason(game.database.db, season);
  const tank = { ...table.tank, game: { ...game, ...(roles && { roles }) } };
  const events = eventStream({ database: game.database, seasonId, log: tank.log });
  let moves = 0;
  const moved = () => {
    moves++;
    events.notify();
  };
  const admit = admitBy(roles ?? { hosts: [], deputies: [] }, perMinute);
  const desk = await serveDoor({ host: "127.0.0.1", port: 0 }, { tank, seasonId, admit, moved, events });
  const clients: Client[] = [];
  return {
    url: desk.url,
    moves: () => moves,
    async token(by, options = "") {
      const reply = await table.say(by, `/tank token ${options}`);
      if (!reply.ok || !("secret" in reply.facts)) throw new Error(`no token for ${by}: ${JSON.stringify(reply)}`);
      return String(reply.facts.secret);
    },
    async client(token) {
      const client = new Client({ name: "test", version: "1" });
      const headers = { authorization: `Bearer ${token}` };
      // The SDK's own types of its transport don't hold under exactOptionalPropertyTypes.
      await client.connect(new StreamableHTTPClientTransport(new URL(`${desk.url}/mcp`), { requestInit: { headers } }));
      clients.push(client);
      return client;
    },
    async post(token, body, headers = {}) {
      const answer = await fetch(`${desk.url}/api/commands`, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          ...(token !== null && { authorization: `Bearer ${token}` }),
          ...headers,
        },
        body: typeof body === "string" ? body : JSON.stringify(body),
      });
      return { status: answer.status, headers: answer.headers, body: JSON.parse(await answer.text()) };
    },
    async [Symbol.asyncDispose]() {
      for (const client of clients) await client.close();
      await desk[Symbol.asyncDispose]();
    },
  };
}

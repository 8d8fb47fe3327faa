import type { IncomingMessage, ServerResponse } from "node:http";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import { ownerOf } from "../../rounds/play/rights/owner-of.ts";
import { UserError } from "../../rounds/user-error.ts";
import { inTurns } from "../chat/listening/in-turns.ts";
import { pace } from "../chat/rights/pace.ts";
import { refuse } from "../commands/run-command.ts";
import { commands } from "../commands/table.ts";
import type { HttpPlace } from "../http/http-place.ts";
import { type HttpDesk, listenHttp } from "../http/listen-http.ts";
import { runApiCommand } from "./api-commands.ts";
import { type Door, type Visitor, visitorOf } from "./door.ts";
import { statusOf } from "./http-status.ts";
import { mcpServer } from "./mcp/mcp-server.ts";
import { toolsFor } from "./mcp/tools.ts";
import { readJson } from "./read-body.ts";

/** How often one owner's programs may knock in a minute, whatever they want; commands have people's pace beside it. */
const knocksPerMinute = 600;
/** Tokens are looked up few at a time, so that whoever tries many leaves the database to the others. */
const lookingUp = inTurns(4);

/**
 * Lets programs in: MCP at /mcp, commands at /api/commands, events at /api/events, all of it with a token.
 * @throws UserError where the place can't be listened on
 */
export async function serveDoor(place: HttpPlace, door: Door): Promise<HttpDesk> {
  const now = () => door.tank.game.clock.now();
  const knock = pace(knocksPerMinute, now);
  const setting = "agents.port in config/tank.yml";
  return listenHttp({ ...place, setting, mostConnections: 256 }, (request, response) => {
    void answer({ door, knock }, request, response);
  });
}

interface Guard {
  readonly door: Door;
  readonly knock: (owner: string) => void;
}

/** Always answers; what was not read of a body is not waited for. */
async function answer(guard: Guard, request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.on("error", () => undefined);
  try {
    await route(guard, request, response);
  } catch (error) {
    const { error: told } = await refuse(guard.door.tank, { by: "program" }, error);
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const status = statusOf(told.code);
    if (status === 401) response.setHeader("www-authenticate", 'Bearer realm="shark-tank"');
    if (status === 429) response.setHeader("retry-after", "5");
    // The rest of a body that is too large would otherwise be taken for the next request.
    if (!request.complete) response.setHeader("connection", "close");
    say(response, status, { ok: false, error: told });
  }
}

async function route({ door, knock }: Guard, request: IncomingMessage, response: ServerResponse): Promise<void> {
  refuseForeign(request);
  const { pathname } = new URL(request.url ?? "/", "http://door");
  const way = ways[pathname];
  if (way === undefined) {
    throw new UserError(
      "no-such-way",
      `There is nothing at ${pathname.slice(0, 100)}.`,
      `There are ${Object.keys(ways).join(", ")}; docs/agents.md explains them.`,
    );
  }
  const method = request.method ?? "";
  if (!way.methods.includes(method)) {
    response.setHeader("allow", way.methods.join(", "));
    throw new UserError(
      "no-such-method",
      `${pathname} takes ${way.methods.join(" and ")}.`,
      "docs/agents.md shows how.",
    );
  }
  const visitor = await visitorFrom(door, request);
  knock(ownerOf(visitor.player));
  await way.serve(door, visitor, request, response);
}

/** @throws UserError for whoever has no token that opens anything here */
async function visitorFrom(door: Door, request: IncomingMessage): Promise<Visitor> {
  const token = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
  if (token === undefined) {
    throw new UserError(
      "no-token",
      "Programs come in with a token.",
      "Say /tank token in the chat, and send it as the header Authorization: Bearer shark_…",
    );
  }
  return lookingUp(() => visitorOf(door, token));
}

/** A page in somebody's browser has no business here. @throws UserError for one of another origin */
function refuseForeign({ headers: { origin, host } }: IncomingMessage): void {
  if (origin === undefined || URL.parse(origin)?.host === host) return;
  throw new UserError("foreign-origin", "Pages of other sites may not come in.", "Use a program of your own.");
}

type Serve = (door: Door, visitor: Visitor, request: IncomingMessage, response: ServerResponse) => Promise<void>;

const ways: Readonly<Record<string, { readonly methods: readonly string[]; readonly serve: Serve }>> = {
  "/mcp": { methods: ["POST"], serve: serveMcp },
  "/api/commands": { methods: ["GET", "POST"], serve: serveCommands },
};

async function serveCommands(door: Door, visitor: Visitor, request: IncomingMessage, response: ServerResponse) {
  if (request.method === "GET") {
    say(response, 200, { player: visitor.player, roles: visitor.roles, commands: toolsFor(commands, visitor.roles) });
    return;
  }
  const onceKey = [request.headers["idempotency-key"]].flat()[0];
  const body = await readJson(request);
  const reply = await runApiCommand(door, visitor, { body, onceKey });
  const code = "error" in reply ? codeOf(reply.error) : null;
  if (code === "too-fast") response.setHeader("retry-after", "5");
  say(response, code === null ? 200 : statusOf(code), reply);
}

function codeOf(error: unknown): string {
  return typeof error === "object" && error !== null && "code" in error ? String(error.code) : "bug";
}

async function serveMcp(door: Door, visitor: Visitor, request: IncomingMessage, response: ServerResponse) {
  const body = await readJson(request);
  const transport = new StreamableHTTPServerTransport({ enableJsonResponse: true });
  const server = mcpServer(door, visitor);
  response.on("close", () => void server.close());
  await server.connect(transport);
  await transport.handleRequest(request, response, body);
}

function say(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(`${JSON.stringify(body)}\n`);
}

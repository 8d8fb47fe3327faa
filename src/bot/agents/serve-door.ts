import type { IncomingMessage, ServerResponse } from "node:http";
import { tokenHash } from "../../rounds/access-token.ts";
import { ownerOf } from "../../rounds/play/rights/owner-of.ts";
import { UserError } from "../../rounds/user-error.ts";
import { inTurns } from "../chat/listening/in-turns.ts";
import { pace } from "../chat/rights/pace.ts";
import { type Refusal, refuse } from "../commands/run-command.ts";
import type { HttpPlace } from "../http/http-place.ts";
import { type HttpDesk, listenHttp } from "../http/listen-http.ts";
import { type Door, type Visitor, visitorOf } from "./door.ts";
import { statusOf } from "./http-status.ts";
import { commandsWay } from "./ways/commands-way.ts";
import { eventsWay } from "./ways/events-way.ts";
import { mcpWay } from "./ways/mcp-way.ts";
import { say, type Way } from "./ways/way.ts";

/** How often one owner's programs may knock in a minute, whatever they want; commands have people's pace beside it. */
const knocksPerMinute = 600;
const mostKnown = 10_000;
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
  const owners = new Map<string, string>();
  const closing = new AbortController();
  const desk = await listenHttp({ ...place, setting, mostConnections: 256 }, (request, response) => {
    void answer({ door, knock, owners, closing: closing.signal }, request, response);
  });
  return {
    url: desk.url,
    async [Symbol.asyncDispose]() {
      closing.abort();
      await desk[Symbol.asyncDispose]();
    },
  };
}

interface Guard {
  readonly door: Door;
  readonly knock: (owner: string) => void;
  /** Whose tokens have come in, by their hashes. */
  readonly owners: Map<string, string>;
  readonly closing: AbortSignal;
}

/** Always answers; what was not read of a body is not waited for. */
async function answer(guard: Guard, request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.on("error", () => undefined);
  try {
    await route(guard, request, response);
  } catch (error) {
    const told = await toldOf(guard.door, error);
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

/** A program's own mistake is told and not logged: one that loops would fill the log with it. */
async function toldOf({ tank }: Door, error: unknown): Promise<Refusal> {
  if (!(error instanceof UserError)) return (await refuse(tank, { by: "program" }, error)).error;
  const { code, message, hint = null, about = [] } = error;
  return { code, message, hint, about };
}

async function route(guard: Guard, request: IncomingMessage, response: ServerResponse): Promise<void> {
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
  const { door, closing } = guard;
  const token = tokenOf(request);
  const visitor = await letIn(guard, token);
  const stillIn = () => visitorOf(door, token);
  await way.serve({ door, visitor, request, response, stillIn, closing });
}

/** @throws UserError for a token that opens nothing here, and for an owner whose programs knock too often */
async function letIn({ door, knock, owners }: Guard, token: string): Promise<Visitor> {
  const hash = tokenHash(token);
  // Whoever is known by an earlier knock is refused for haste without a look into the database.
  const known = owners.get(hash);
  if (known !== undefined) knock(known);
  const visitor = await lookingUp(() => visitorOf(door, token));
  if (known === undefined) {
    const owner = ownerOf(visitor.player);
    if (owners.size >= mostKnown) owners.clear();
    owners.set(hash, owner);
    knock(owner);
  }
  return visitor;
}

/** @throws UserError for a request without a token */
function tokenOf(request: IncomingMessage): string {
  const token = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
  if (token === undefined) {
    throw new UserError(
      "no-token",
      "Programs come in with a token.",
      "Say /tank token in the chat, and send it as the header Authorization: Bearer shark_…",
    );
  }
  return token;
}

/** A page in somebody's browser has no business here. @throws UserError for one of another origin */
function refuseForeign({ headers: { origin, host } }: IncomingMessage): void {
  if (origin === undefined || URL.parse(origin)?.host === host) return;
  throw new UserError("foreign-origin", "Pages of other sites may not come in.", "Use a program of your own.");
}

const ways: Readonly<Record<string, Way>> = {
  "/mcp": mcpWay,
  "/api/commands": commandsWay,
  "/api/events": eventsWay,
};

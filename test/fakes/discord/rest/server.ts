import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Call } from "../call-log.ts";
import type { Faults } from "../faults.ts";
import { formError, invalidForm } from "../form-errors.ts";
import { plainRefusal, Refusal, refusal } from "../refusal.ts";
import { giveFile } from "./cdn.ts";
import { discordsDocument } from "./openapi.ts";
import { type ReadBody, type ReadRequest, readBody, readRequest } from "./read-request.ts";
import { faultReply, jsonReply, limitHeaders, nothing, type Reply, refusalReply, send } from "./reply.ts";
import { findRoute, type Route, routeName, type Stage } from "./route.ts";

export interface Service {
  readonly stage: Stage;
  readonly routes: readonly Route[];
  readonly faults: Faults;
  log(call: Omit<Call, "at">): void;
  /** A request that the fake took, and Discord's document doesn't allow; or a bug of the fake. */
  violation(text: string): void;
}

const apiPrefix = "/api/v10";
export const cdnRoute = "GET /attachments";

/** Everything of Discord that a bot calls by HTTP, on a free port of the loopback interface. */
export async function listen(service: Service): Promise<Server> {
  const server = createServer((request, response) => {
    answer(service, request, response).catch((error: unknown) => {
      service.violation(`a bug of the fake at ${request.method} ${request.url}: ${String(error)}`);
      if (!response.headersSent) response.writeHead(500);
      response.end(String(error));
    });
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, "127.0.0.1", resolve);
  await promise;
  return server;
}

async function answer(service: Service, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const request = await readRequest(incoming);
  const { pathname } = request.url;
  if (pathname.startsWith("/attachments/") || pathname.startsWith("/ephemeral-attachments/")) {
    return answerFile(service, request, response);
  }
  if (!pathname.startsWith(`${apiPrefix}/`)) return send(response, refusalReply(plainRefusal(404)));
  const { found, isKnownPath } = findRoute(service.routes, request.method, pathname.slice(apiPrefix.length));
  if (found === undefined) {
    const refused = plainRefusal(isKnownPath ? 405 : 404);
    service.log({ ...blank, route: `${request.method} ${pathname}`, status: refused.status, error: refused.message });
    return send(response, refusalReply(refused));
  }
  await answerRoute(service, found, request, response);
}

const blank = { params: {}, query: {}, body: undefined, files: [] };

type Found = NonNullable<ReturnType<typeof findRoute>["found"]>;

async function answerRoute(service: Service, found: Found, request: ReadRequest, response: ServerResponse) {
  const { route, params } = found;
  const name = routeName(route);
  const query = Object.fromEntries(request.url.searchParams);
  let read: ReadBody = { kind: "none", body: undefined, files: [] };
  const log = (status: number, more: Pick<Call, "error" | "errors"> = {}) =>
    service.log({
      route: name,
      params,
      query,
      body: read.body,
      files: read.files.map(({ name }) => name),
      status,
      ...more,
    });
  const fault = service.faults.take(name);
  try {
    read = await readBody(request);
    checkCaller(service, route, request);
    checkQuery(route, query);
    if (fault !== undefined && "lose" in fault) {
      log(0, { error: `lost before it was taken (${fault.lose})` });
      return send(response, { status: 0, body: "", lost: fault.lose });
    }
    if (fault !== undefined && "status" in fault) {
      log(fault.status, { error: "planned" });
      return send(response, faultReply(fault, name));
    }
    const reply = carryOut(service, found, { query, ...read });
    if (fault === undefined) {
      log(reply.status);
      return send(response, reply);
    }
    log(reply.status, { error: `taken, its answer lost (${fault.acceptThen})` });
    send(response, { ...reply, lost: fault.acceptThen });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const errors = error.errors === undefined ? {} : { errors: error.errors };
    log(error.status, { error: `${error.code} ${error.message}`, ...errors });
    send(response, { ...refusalReply(error), headers: { "content-type": "application/json", ...limitHeaders(name) } });
  }
}

type Given = ReadBody & { readonly query: Readonly<Record<string, string>> };

function carryOut({ stage, violation }: Service, { route, params }: Found, { kind, body, files, query }: Given): Reply {
  const name = routeName(route);
  const result = route.call({ params, query, body, files }, stage);
  // Only what the fake takes is held against the document: what it refuses may be anything.
  if (kind !== "none") {
    const faults = discordsDocument().violations(route.method, route.path, kind, body);
    if (faults.length > 0) violation(`${name} was taken, which Discord's document doesn't allow: ${faults.join("; ")}`);
  }
  const { status = 200 } = route;
  if (status === 204 || result === undefined) return { ...nothing, headers: limitHeaders(name) };
  return jsonReply(result, status, limitHeaders(name));
}

function checkCaller({ stage }: Service, route: Route, { authorization, userAgent }: ReadRequest): void {
  if (!/^DiscordBot \(/.test(userAgent)) throw refusal(40333);
  const isKnown = authorization === `Bot ${stage.world.token}`;
  if (!isKnown && !(route.isOpen === true && authorization === undefined)) throw plainRefusal(401);
}

function checkQuery({ query: known = [] }: Route, query: Readonly<Record<string, string>>): void {
  const unknown = Object.keys(query).filter((key) => !known.includes(key));
  if (unknown.length === 0) return;
  throw invalidForm(unknown.map((key) => formError([key], "UNKNOWN_FIELD", "Discord knows no such parameter here.")));
}

function answerFile({ stage, faults, log }: Service, request: ReadRequest, response: ServerResponse): void {
  const fault = faults.take(cdnRoute);
  const given = giveFile(stage.world, request.url);
  const planned = fault !== undefined && "status" in fault ? faultReply(fault, cdnRoute) : given;
  const lost =
    fault === undefined || "status" in fault ? {} : { lost: "lose" in fault ? fault.lose : fault.acceptThen };
  log({ ...blank, route: cdnRoute, params: { path: request.url.pathname }, status: planned.status });
  send(response, { ...planned, ...lost });
}

import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Call } from "../call-log.ts";
import type { Faults } from "../faults.ts";
import { isJson, type Json, parseJson } from "../json.ts";
import type { Method } from "../methods/method.ts";
import type { Scene } from "../people/scene.ts";
import { Refusal } from "../refusal.ts";
import { giveDownload, signInPage, takeUpload } from "./file-traffic.ts";
import { type ReadRequest, readRequest } from "./read-request.ts";
import { jsonReply, type Reply, refusalBody, send } from "./reply.ts";
import { answerCall, faultReply } from "./web-api.ts";

export interface Service {
  readonly scene: Scene;
  readonly methods: Readonly<Record<string, Method>>;
  readonly faults: Faults;
  log(call: Omit<Call, "at">): void;
}

/** Everything of Slack that an app calls by HTTP, on a free port of the loopback interface. */
export async function listen(service: Service): Promise<Server> {
  const server = createServer((request, response) => {
    answer(service, request, response).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500);
      response.end(String(error));
      service.log({ method: request.url ?? "", args: {}, status: 500, error: `bug of the fake: ${String(error)}` });
    });
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, "127.0.0.1", resolve);
  await promise;
  return server;
}

async function answer(service: Service, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const request = await readRequest(incoming);
  const path = request.url.pathname;
  if (path.startsWith("/api/")) return answerApi(service, request, path.slice("/api/".length), response);
  if (path.startsWith("/commands/"))
    return answerAt(service, "response_url", request, response, () => respond(service, request));
  if (path.startsWith("/upload/")) {
    const contentType = incoming.headers["content-type"] ?? "";
    return answerAt(service, "upload", request, response, () => takeUpload(service.scene.slack, request, contentType));
  }
  if (path.startsWith("/files-pri/")) {
    return answerAt(service, "download", request, response, () => giveDownload(service.scene.slack, request));
  }
  if (path === "/signin") return send(response, signInPage);
  send(response, { status: 404, body: "" });
}

function answerApi(service: Service, request: ReadRequest, name: string, response: ServerResponse): void {
  const method = Object.hasOwn(service.methods, name) ? service.methods[name] : undefined;
  const { reply, args, refusal } = answerCall(method, request, service.scene, service.faults.take(name));
  send(response, reply);
  const failed = refusal === undefined ? {} : { error: refusal.code, details: refusal.details };
  service.log({ method: name, args: decoded(args), status: reply.status, ...failed });
}

/** Arguments as they were meant: JSON that came within a form is opened for the reader of the log. */
function decoded(args: Json): Json {
  const open = (value: unknown) =>
    typeof value === "string" && /^[[{]/.test(value) ? (parseJson(value) ?? value) : value;
  return Object.fromEntries(Object.entries(args).map(([key, value]) => [key, open(value)]));
}

/** Answers what isn't the Web API, with the faults that a test has planned for it. */
async function answerAt(
  service: Service,
  what: string,
  request: ReadRequest,
  response: ServerResponse,
  carryOut: () => Reply | Promise<Reply>,
): Promise<void> {
  const fault = service.faults.take(what);
  const isRefused = fault !== undefined && !("acceptThen" in fault);
  const done = isRefused ? faultReply(fault) : await carryOut();
  const reply = fault !== undefined && "acceptThen" in fault ? { ...done, lost: fault.acceptThen } : done;
  send(response, reply);
  const body = what === "response_url" ? parseJson(request.body.toString()) : undefined;
  const args = isJson(body) ? body : { path: request.url.pathname };
  const problem = reply.status === 200 ? undefined : parseJson(reply.body.toString());
  const error = isJson(problem) ? String(problem["error"]) : `http_${reply.status}`;
  service.log({ method: what, args, status: reply.status, ...(reply.status === 200 ? {} : { error }) });
}

function respond({ scene }: Service, request: ReadRequest): Reply {
  try {
    scene.responseUrls.answer(request.url.pathname.split("/").at(-1) ?? "", parseJson(request.body.toString()));
    return { status: 200, body: "ok" };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const isGone = ["expired_url", "used_url", "no_service"].includes(error.code);
    return jsonReply(refusalBody(error), isGone ? 404 : 400);
  }
}

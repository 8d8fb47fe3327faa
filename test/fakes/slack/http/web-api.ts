import type { Fault } from "../faults.ts";
import type { Json } from "../json.ts";
import type { Method, Stage } from "../methods/method.ts";
import { Refusal } from "../refusal.ts";
import { type ReadRequest, readArguments } from "./read-request.ts";
import { jsonReply, type Reply, refusalBody } from "./reply.ts";

export interface Answered {
  readonly reply: Reply;
  readonly args: Json;
  readonly refusal: Refusal | undefined;
}

/** Answers one call of the Web API: who calls, whether they may, what they ask, and then the method itself. */
export function answerCall(method: Method | undefined, request: ReadRequest, stage: Stage, fault?: Fault): Answered {
  let args: Json = {};
  try {
    const { token, team_id: team, ...given } = readArguments(request);
    args = given;
    if (request.method !== "POST") throw new Refusal("invalid_post_type", ["the fake takes POST alone"]);
    if (method === undefined) throw new Refusal("unknown_method");
    checkToken(method, tokenOf(request, token), stage);
    const scopes = checkScopes(method, given, stage);
    // Bolt's client names the team in every call, and Slack lets it.
    if (team !== undefined && team !== stage.slack.teamId) throw new Refusal("team_not_found");
    if (fault !== undefined && !("acceptThen" in fault))
      return { reply: faultReply(fault), args, refusal: faultRefusal(fault) };
    if (request.contentType === "application/json" && !method.takesJson) {
      throw new Refusal("invalid_arguments", ["this method takes a form, not JSON"]);
    }
    const answer = { ok: true, ...method.call(given, stage) };
    const reply = jsonReply(answer, 200, scopeHeaders(stage, scopes));
    return { reply: fault === undefined ? reply : { ...reply, lost: fault.acceptThen }, args, refusal: undefined };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { reply: jsonReply(refusalBody(error)), args, refusal: error };
  }
}

/** In JSON a token is only read from the header, as its sender may not know. */
function tokenOf(request: ReadRequest, inBody: unknown): string | undefined {
  if (request.bearer !== undefined) return request.bearer;
  return request.contentType !== "application/json" && typeof inBody === "string" ? inBody : undefined;
}

function checkToken(method: Method, token: string | undefined, { slack }: Stage): void {
  if (token === undefined || token === "") throw new Refusal("not_authed");
  if (token !== slack.botToken && token !== slack.appToken) throw new Refusal("invalid_auth");
  const wanted = method.token === "bot" ? slack.botToken : slack.appToken;
  if (token !== wanted) throw new Refusal("not_allowed_token_type");
}

function checkScopes(method: Method, args: Json, { slack }: Stage): readonly string[] {
  const needed = method.scopesFor(args, slack);
  const missing = method.token === "app" ? [] : needed.filter((scope) => !slack.scopes.has(scope));
  if (missing.length === 0) return needed;
  throw new Refusal("missing_scope", [], { needed: missing.join(","), provided: [...slack.scopes].join(",") });
}

const scopeHeaders = ({ slack }: Stage, accepted: readonly string[]) => ({
  "x-oauth-scopes": [...slack.scopes].join(","),
  "x-accepted-oauth-scopes": accepted.join(","),
});

type Refused = Exclude<Fault, { readonly acceptThen: unknown }>;

export function faultReply(fault: Refused): Reply {
  if ("error" in fault) return jsonReply({ ok: false, error: fault.error });
  if (fault.status === 500)
    return { status: 500, body: "<html>Server Error</html>", headers: { "content-type": "text/html" } };
  return jsonReply({ ok: false, error: "ratelimited" }, 429, { "retry-after": String(fault.retryAfterS) });
}

function faultRefusal(fault: Refused): Refusal {
  if ("error" in fault) return new Refusal(fault.error);
  return new Refusal(fault.status === 500 ? "http_500" : "ratelimited");
}

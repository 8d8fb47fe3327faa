import type { IncomingMessage } from "node:http";
import { buffer } from "node:stream/consumers";
import { isJson, type Json, parseJson } from "../json.ts";
import { Refusal } from "../refusal.ts";

export interface ReadRequest {
  readonly method: string;
  readonly url: URL;
  readonly contentType: string;
  readonly bearer: string | undefined;
  readonly body: Buffer;
}

export async function readRequest(request: IncomingMessage): Promise<ReadRequest> {
  return {
    method: request.method ?? "GET",
    url: new URL(request.url ?? "/", "http://127.0.0.1"),
    contentType: (request.headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase() ?? "",
    bearer: /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1],
    body: await buffer(request),
  };
}

/** The arguments of a Web API call, from a form or from JSON. */
export function readArguments(request: ReadRequest): Json {
  if (request.body.length === 0) return {};
  switch (request.contentType) {
    case "application/x-www-form-urlencoded":
      return Object.fromEntries(new URLSearchParams(request.body.toString()));
    case "application/json": {
      const parsed = parseJson(request.body.toString());
      if (!isJson(parsed)) throw new Refusal("json_not_object");
      return parsed;
    }
    case "":
      throw new Refusal("missing_post_type");
    default:
      throw new Refusal("invalid_post_type");
  }
}

/** The one file of an upload, as the SDK sends it (a form with one part) or as the body itself. */
export async function readUpload(request: ReadRequest, fullContentType: string): Promise<Buffer> {
  if (request.contentType !== "multipart/form-data") return request.body;
  const form = await new Response(new Uint8Array(request.body), {
    headers: { "content-type": fullContentType },
  }).formData();
  const files = [...form.values()].filter((value) => typeof value !== "string");
  const [file] = files;
  if (file === undefined || files.length > 1) throw new Refusal("invalid_form_data", ["an upload has one file"]);
  return Buffer.from(await file.arrayBuffer());
}

import type { IncomingMessage } from "node:http";
import { buffer } from "node:stream/consumers";
import { parseJson } from "../../slack/json.ts";
import { refusal } from "../refusal.ts";

export interface UploadedFile {
  /** The number in `files[n]`, which an attachment names as its id. */
  readonly place: string;
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Buffer;
}

export interface ReadRequest {
  readonly method: string;
  readonly url: URL;
  readonly contentType: string;
  readonly authorization: string | undefined;
  readonly userAgent: string;
  readonly raw: Buffer;
}

export interface ReadBody {
  /** The kind of body, as the published document names it. */
  readonly kind: "none" | "application/json" | "multipart/form-data";
  readonly body: unknown;
  readonly files: readonly UploadedFile[];
}

export async function readRequest(request: IncomingMessage): Promise<ReadRequest> {
  return {
    method: request.method ?? "GET",
    url: new URL(request.url ?? "/", "http://127.0.0.1"),
    contentType: request.headers["content-type"] ?? "",
    authorization: request.headers.authorization,
    userAgent: request.headers["user-agent"] ?? "",
    raw: await buffer(request),
  };
}

/** JSON, or a form with `payload_json` and files. */
export async function readBody({ contentType, raw }: ReadRequest): Promise<ReadBody> {
  if (raw.length === 0) return { kind: "none", body: undefined, files: [] };
  if (contentType.startsWith("multipart/form-data")) return readForm(raw, contentType);
  return { kind: "application/json", body: jsonIn(raw.toString()), files: [] };
}

function jsonIn(text: string): unknown {
  const parsed = parseJson(text);
  if (parsed === undefined) throw refusal(50109);
  return parsed;
}

async function readForm(raw: Buffer, contentType: string): Promise<ReadBody> {
  const form = await new Response(new Uint8Array(raw), { headers: { "content-type": contentType } }).formData();
  let body: unknown = {};
  const files: UploadedFile[] = [];
  for (const [key, value] of form.entries()) {
    if (typeof value === "string") {
      if (key !== "payload_json")
        throw new Error(`A form's field ${key}: the fake reads payload_json and files alone.`);
      body = jsonIn(value);
      continue;
    }
    const place = /^files\[(\d+)\]$/.exec(key)?.[1];
    if (place === undefined) throw new Error(`A form's file ${key}: the fake reads files[n] alone.`);
    const bytes = Buffer.from(await value.arrayBuffer());
    files.push({ place, name: value.name, contentType: value.type, bytes });
  }
  return { kind: "multipart/form-data", body, files };
}

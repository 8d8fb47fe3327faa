import type { Workspace } from "../workspace.ts";
import { type ReadRequest, readUpload } from "./read-request.ts";
import { jsonReply, type Reply } from "./reply.ts";

/** Takes the bytes of a file whose address was given out; the length must be the one that was declared. */
export async function takeUpload(slack: Workspace, request: ReadRequest, contentType: string): Promise<Reply> {
  const file = slack.files.get(request.url.pathname.split("/").at(-1) ?? "");
  if (file === undefined || file.bytes !== undefined) return jsonReply({ ok: false, error: "file_not_found" }, 404);
  if (request.method !== "POST") return jsonReply({ ok: false, error: "invalid_post_type" }, 405);
  const bytes = await readUpload(request, contentType);
  if (bytes.length !== file.declaredBytes) {
    return { status: 400, body: `declared ${file.declaredBytes} bytes, sent ${bytes.length}` };
  }
  slack.files.set(file.id, { ...file, bytes });
  return { status: 200, body: `OK - ${bytes.length}` };
}

/** Gives out a file's bytes. Without the right token Slack sends its sign-in page, with status 200. */
export function giveDownload(slack: Workspace, request: ReadRequest): Reply {
  const fileId = /^\/files-pri\/[A-Z0-9]+-([A-Z0-9]+)\//.exec(request.url.pathname)?.[1];
  const file = slack.files.get(fileId ?? "");
  const mayRead = request.bearer === slack.botToken && slack.scopes.has("files:read");
  if (!mayRead) return { status: 302, headers: { location: `${slack.origin}/signin` }, body: "" };
  if (file?.bytes === undefined || !file.complete) return { status: 404, body: "File not found" };
  return { status: 200, headers: { "content-type": "application/octet-stream" }, body: file.bytes };
}

export const signInPage: Reply = {
  status: 200,
  headers: { "content-type": "text/html; charset=utf-8" },
  body: "<!DOCTYPE html><title>Sign in to Slack</title>",
};

import type { IncomingMessage } from "node:http";
import { UserError } from "../../rounds/user-error.ts";
import { longestRequestBytes } from "../cli/tank/outside-protocol.ts";

/**
 * Reads a request's body as JSON.
 * @throws UserError `too-large` without reading on, and `bad-json`
 */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const type = request.headers["content-type"] ?? "";
  if (!/^application\/json\b/i.test(type)) {
    throw new UserError("bad-json", "The body is no application/json.", "Send JSON, and say so in Content-Type.");
  }
  if (Number(request.headers["content-length"] ?? 0) > longestRequestBytes) throw tooLarge();
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const part = Buffer.from(chunk);
    bytes += part.length;
    if (bytes > longestRequestBytes) throw tooLarge();
    chunks.push(part);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UserError("bad-json", "The body is no JSON.", "docs/agents.md shows what it looks like.");
  }
}

function tooLarge(): UserError {
  const mebibytes = longestRequestBytes / 1024 / 1024;
  return new UserError(
    "too-large",
    `A body may have ${mebibytes} MiB; nothing of this one was read.`,
    "A candidate has up to 32 files of 256 KiB.",
  );
}

import type { CallToolResult } from "@modelcontextprotocol/sdk/types.js";
import type { Attachment } from "../../command.ts";
import type { Reply } from "../../commands/run-command.ts";
import { cardText } from "../card-text.ts";

/** An answer as a tool's result: what people read, what programs read, and the files that came with it. */
export function toolResult(reply: Reply): CallToolResult {
  if (!reply.ok) {
    const { error } = reply;
    const text = error.hint === null ? error.message : `${error.message}\n${error.hint}`;
    return { isError: true, content: [{ type: "text", text }], structuredContent: { ok: false, error } };
  }
  const { card, command, facts, files = [] } = reply;
  return {
    content: [{ type: "text", text: cardText(card) }, ...files.flatMap(fileContent)],
    structuredContent: { ok: true, command, facts: JSON.parse(JSON.stringify(facts)) },
  };
}

/** More would not fit into what a model reads. */
const mostBytes = 2 * 1024 * 1024;

function fileContent({ name, bytes }: Attachment): CallToolResult["content"] {
  if (bytes.length > mostBytes) {
    return [{ type: "text", text: `${name} has ${bytes.length} bytes, which are too many for here: a chat shows it.` }];
  }
  if (name.endsWith(".png")) {
    return [{ type: "image", data: Buffer.from(bytes).toString("base64"), mimeType: "image/png" }];
  }
  const uri = `tank://files/${encodeURIComponent(name)}`;
  const text = new TextDecoder().decode(bytes);
  return [{ type: "resource", resource: { uri, mimeType: mimeOf(name), text } }];
}

export function mimeOf(name: string): string {
  const end = /\.([a-z]+)$/.exec(name)?.[1] ?? "";
  return (
    { json: "application/json", md: "text/markdown", svg: "image/svg+xml", html: "text/html" }[end] ?? "text/plain"
  );
}

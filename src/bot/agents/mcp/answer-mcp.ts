import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import { isJSONRPCRequest, type JSONRPCMessage, JSONRPCMessageSchema } from "@modelcontextprotocol/sdk/types.js";
import type { CommandDoor, Visitor } from "../door.ts";
import { mcpServer } from "./mcp-server.ts";

/** Answers one message of MCP; null for one that wants no answer. */
export async function answerMcp(door: CommandDoor, visitor: Visitor, said: unknown): Promise<JSONRPCMessage | null> {
  const message = JSONRPCMessageSchema.parse(said);
  const server = mcpServer(door, visitor);
  const answered = Promise.withResolvers<JSONRPCMessage>();
  const transport: Transport = {
    start: async () => undefined,
    close: async () => undefined,
    send: async (answer) => answered.resolve(answer),
  };
  await server.connect(transport);
  transport.onmessage?.(message);
  const answer = isJSONRPCRequest(message) ? await answered.promise : null;
  await server.close();
  return answer;
}

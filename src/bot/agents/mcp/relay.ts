import { once } from "node:events";
import type { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { ErrorCode, isJSONRPCRequest, type JSONRPCMessage } from "@modelcontextprotocol/sdk/types.js";

/** Gives a message on; what comes back at once is its answer. */
export type Give = (message: JSONRPCMessage) => Promise<JSONRPCMessage | null>;

/**
 * Serves a program over stdin and stdout until stdin ends. What can't be given on is answered all the same: a program
 * that waits for ever can't tell its model why.
 */
export async function relay(stdio: StdioServerTransport, give: Give): Promise<number> {
  const inHand = new Set<Promise<void>>();
  stdio.onerror = (error) => process.stderr.write(`mcp: ${error.message}\n`);
  stdio.onmessage = (message) => {
    const work = serve(stdio, give, message).finally(() => inHand.delete(work));
    inHand.add(work);
  };
  const ended = once(process.stdin, "end");
  await stdio.start();
  await ended;
  await Promise.all(inHand);
  return 0;
}

async function serve(stdio: StdioServerTransport, give: Give, message: JSONRPCMessage): Promise<void> {
  try {
    const answer = await give(message);
    if (answer !== null) await stdio.send(answer);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    process.stderr.write(`mcp: ${said}\n`);
    if (!isJSONRPCRequest(message)) return;
    const { id } = message;
    await stdio.send({ jsonrpc: "2.0", id, error: { code: ErrorCode.InternalError, message: said } });
  }
}

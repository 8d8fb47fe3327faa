import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { UserError } from "../../../rounds/user-error.ts";
import { relay } from "./relay.ts";

/** Plays on another machine's bot: what a program says over stdin is said there, with the token. */
export async function bridgeTo(url: URL, token: string | undefined): Promise<number> {
  if (token === undefined) {
    throw new UserError(
      "no-token",
      "TANK_TOKEN is not set.",
      "Say /tank token in the chat, and put what it shows there.",
    );
  }
  const stdio = new StdioServerTransport();
  const headers = { authorization: `Bearer ${token}` };
  const there = new StreamableHTTPClientTransport(url, { requestInit: { headers } });
  there.onmessage = (message) => void stdio.send(message);
  await there.start();
  try {
    return await relay(stdio, async (message) => {
      await there.send(message);
      return null;
    });
  } finally {
    await there.close();
  }
}

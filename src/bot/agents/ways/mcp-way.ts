import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import { mcpServer } from "../mcp/mcp-server.ts";
import { readJson } from "../read-body.ts";
import type { Way } from "./way.ts";

/** The Model Context Protocol over streamable HTTP, a server for each request. */
export const mcpWay: Way = {
  methods: ["POST"],
  async serve({ door, visitor, request, response }) {
    const body = await readJson(request);
    const transport = new StreamableHTTPServerTransport({ enableJsonResponse: true });
    const server = mcpServer(door, visitor);
    response.on("close", () => void server.close());
    await server.connect(transport);
    await transport.handleRequest(request, response, body);
  },
};

import { commands } from "../../commands/table.ts";
import { statusOf } from "../http-status.ts";
import { toolsFor } from "../mcp/tools.ts";
import { readJson } from "../read-body.ts";
import { runApiCommand } from "./run-api-command.ts";
import { say, type Way } from "./way.ts";

/** GET lists the commands that a token is for, POST runs one. */
export const commandsWay: Way = {
  methods: ["GET", "POST"],
  async serve({ door, visitor, request, response }) {
    if (request.method === "GET") {
      const { player, roles } = visitor;
      say(response, 200, { player, roles, commands: toolsFor(commands, roles) });
      return;
    }
    const onceKey = [request.headers["idempotency-key"]].flat()[0];
    const body = await readJson(request);
    const reply = await runApiCommand(door, visitor, { body, onceKey });
    const code = "error" in reply ? codeOf(reply.error) : null;
    if (code === "too-fast") response.setHeader("retry-after", "5");
    say(response, code === null ? 200 : statusOf(code), reply);
  },
};

function codeOf(error: unknown): string {
  return typeof error === "object" && error !== null && "code" in error ? String(error.code) : "bug";
}

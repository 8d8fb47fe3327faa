import type { Door } from "./agents/door.ts";
import { serveDoor } from "./agents/serve-door.ts";
import type { Config } from "./config.ts";
import type { OpenTank } from "./open-tank.ts";
import { serveOperations } from "./operations/serve-operations.ts";

/** What a bot serves over HTTP: its health for operators, its door for programs; each only where it has a port. */
export interface HttpDesks extends AsyncDisposable {
  /** Where they are, for people. */
  readonly lines: readonly string[];
}

/** @throws UserError where a place can't be listened on; nothing is served then */
export async function serveHttpDesks(
  { http, agents }: Pick<Config, "http" | "agents">,
  { around, tank, season, events }: OpenTank,
  entry: Pick<Door, "admit" | "moved">,
): Promise<HttpDesks> {
  const desks = new AsyncDisposableStack();
  const lines: string[] = [];
  try {
    if (http !== null) {
      const { url } = desks.use(await serveOperations(http, around, tank.log));
      lines.push(`Its health is at ${url}/healthz, its figures at ${url}/metrics.`);
    }
    if (agents !== null) {
      const { url } = desks.use(await serveDoor(agents, { tank, seasonId: season.id, events, ...entry }));
      lines.push(
        `Programs come in at ${url}/mcp, ${url}/api/commands and ${url}/api/events, with a token of /tank token.`,
      );
    }
  } catch (error) {
    await desks.disposeAsync();
    throw error;
  }
  return { lines, [Symbol.asyncDispose]: () => desks.disposeAsync() };
}

import { text } from "node:stream/consumers";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { type JSONRPCMessage, JSONRPCMessageSchema } from "@modelcontextprotocol/sdk/types.js";
import { z } from "zod";
import { getSeason } from "../../../rounds/store/seasons.ts";
import { UserError } from "../../../rounds/user-error.ts";
import { reachBot } from "../../cli/tank/ask-bot.ts";
import { OutsideReply, outsideVersion, socketPath } from "../../cli/tank/outside-protocol.ts";
import { openBareTank, type TankPlace } from "../../open-tank.ts";
import { operatorDoor, operatorVisitor } from "../operator-door.ts";
import { answerMcp } from "./answer-mcp.ts";
import { relay } from "./relay.ts";

/** Plays on this machine's own season: through the bot that runs there, or else on its database, message by message. */
export async function answersHere(place: TankPlace, by: string): Promise<number> {
  let inHand: Promise<unknown> = Promise.resolve();
  const inOrder = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const next = inHand.then(work, work);
    inHand = next.catch(() => undefined);
    return next;
  };
  // An embedded database opens for one program at a time, and a bot may be started between two messages.
  return relay(new StdioServerTransport(), async (message) => {
    const bot = await reachBot(socketPath(place.dataFolder));
    if (bot === null) return inOrder(() => answerAlone(place, by, message));
    bot.write(`${JSON.stringify({ version: outsideVersion, mcp: { by, message } })}\n`);
    return readAnswer(await text(bot));
  });
}

async function answerAlone(place: TankPlace, by: string, message: JSONRPCMessage): Promise<JSONRPCMessage | null> {
  await using tank = await openBareTank(place);
  const { id } = await getSeason(tank.game.database.db, tank.season);
  return await answerMcp(
    operatorDoor(tank, id, () => undefined),
    operatorVisitor(by),
    message,
  );
}

const McpAnswer = z.object({ mcp: JSONRPCMessageSchema.nullable() });

function readAnswer(line: string): JSONRPCMessage | null {
  const said: unknown = line === "" ? null : JSON.parse(line);
  const answer = McpAnswer.safeParse(said);
  if (answer.success) return answer.data.mcp;
  const refused = OutsideReply.safeParse(said);
  if (refused.success && !refused.data.ok) {
    const { code, message, hint } = refused.data.error;
    throw new UserError(code, message, hint ?? undefined);
  }
  throw new UserError("no-answer", "The bot went away before it answered.", "Ask again; its tank.log says why.");
}

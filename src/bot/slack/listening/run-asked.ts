import { bindChannel, findChannel } from "../../../rounds/store/season-channels.ts";
import { getSeason } from "../../../rounds/store/seasons.ts";
import { isReading, type Reply, type Request, runCommand, type Tank } from "../../commands/run-command.ts";
import type { Desk } from "./desk.ts";
import { runOnce, turn } from "./run-once.ts";

/**
 * Runs what somebody asked for in a channel, once; null: it was done before. A season that plays nowhere yet plays from
 * its first round on in that round's channel: the round and the channel commit together.
 */
export async function runAsked(
  { tank, settings, findPlace, isFirstRead }: Pick<Desk, "tank" | "settings" | "findPlace" | "isFirstRead">,
  { eventId, channel }: { readonly eventId: string; readonly channel: string },
  request: Request,
): Promise<Reply | null> {
  // What only reads leaves nothing by which it could be known again after a restart, and need not be.
  if (isReading(request.text)) return isFirstRead(eventId) ? turn(() => runCommand(tank, request)) : null;
  const reply = await runOnce(tank, eventId, async (inner) => {
    const answered = await runCommand(inner, request);
    if (isOpening(answered) && settings.channel === null) await bindFirst(inner, channel);
    return answered;
  });
  if (reply !== null && isOpening(reply)) await findPlace();
  return reply;
}

function isOpening(reply: Reply): boolean {
  return reply.ok && reply.command === "/tank open";
}

async function bindFirst({ game, season }: Tank, channel: string): Promise<void> {
  const { db, transaction } = game.database;
  const { id: seasonId } = await getSeason(db, season);
  if ((await findChannel(db, seasonId, "slack")) !== null) return;
  await transaction((tx) => bindChannel(tx, { seasonId, platform: "slack", channel, at: game.clock.now() }));
}

import { bindChannel, findChannel } from "../../../rounds/store/season-channels.ts";
import { getSeason } from "../../../rounds/store/seasons.ts";
import { hasChanged, type Reply, type Tank } from "../../commands/run-command.ts";
import type { Admit } from "../rights/admit.ts";
import type { Who } from "../rights/named-roles.ts";
import { runOnce } from "./run-once.ts";
import { sideBySide } from "./side-by-side.ts";

/** Where commands come in. */
export interface AskingPlace {
  readonly tank: Tank;
  readonly platform: string;
  /** The channel that the configuration names; null: the first that a host opens a round in. */
  readonly configured: string | null;
  /** False for an event whose command only reads, and was answered by this process before. */
  readonly isFirstRead: (eventId: string) => boolean;
  /** Looks in which channel the season plays, after a host may have opened its first round in one. */
  readonly findPlace: () => Promise<void>;
  /** After something was done: what is owed is announced, and living messages are drawn. */
  readonly moved: () => void;
  readonly admit: Admit;
}

/** What somebody asks for. */
export interface Asked {
  /** The same for each delivery of what they did. */
  readonly eventId: string;
  readonly channel: string;
  readonly who: Who;
  /** True for what changes nothing. */
  readonly isReading: boolean;
  readonly run: (tank: Tank) => Promise<Reply>;
}

/**
 * Runs what somebody asked for in a channel, once; null: it was done before. A season that plays nowhere yet plays from
 * its first round on in that round's channel: the round and the channel commit together.
 */
export async function runAsked(
  place: AskingPlace,
  { eventId, channel, who, isReading, run }: Asked,
): Promise<Reply | null> {
  const { platform, configured, isFirstRead, findPlace } = place;
  const tank = place.admit(place.tank, who);
  // What only reads leaves nothing by which it could be known again after a restart, and need not be.
  if (isReading) return isFirstRead(eventId) ? readers(() => run(tank)) : null;
  const reply = await runOnce(tank, `${platform}:${eventId}`, async (inner) => {
    const answered = await run(inner);
    if (isOpening(answered) && configured === null) await bindFirst(inner, platform, channel);
    return answered;
  });
  if (reply !== null && isOpening(reply)) await findPlace();
  return reply;
}

/** After somebody was answered: the others learn of what they did. */
export function tellOthers({ moved }: AskingPlace, reply: Reply): void {
  if (hasChanged(reply)) moved();
}

/** Nobody feels so many ms, and a crowd that asks for the same is answered several times as soon. */
const readers = sideBySide(50);

function isOpening(reply: Reply): boolean {
  return reply.ok && reply.command === "/tank open";
}

async function bindFirst({ game, season }: Tank, platform: string, channel: string): Promise<void> {
  const { db, transaction } = game.database;
  const { id: seasonId } = await getSeason(db, season);
  if ((await findChannel(db, seasonId, platform)) !== null) return;
  await transaction((tx) => bindChannel(tx, { seasonId, platform, channel, at: game.clock.now() }));
}

import { type Once, once } from "../../../rounds/store/inbox.ts";
import type { Reply, Tank } from "../../commands/run-command.ts";
import { inTurns } from "./in-turns.ts";
import { outsideReader } from "./read-outside.ts";

/** A refusal on its way out of a transaction that must leave nothing behind. */
class Refused extends Error {
  readonly reply: Reply;
  constructor(reply: Reply) {
    super("refused");
    this.reply = reply;
  }
}

/** Commands of all people, some at a time. */
const turn = inTurns(16);

/**
 * Runs what an event of a platform asks for, once however often it is delivered; null: it was done before. What it does
 * and the event's id commit together; a refusal keeps neither.
 */
export async function runOnce(tank: Tank, eventId: string, run: (tank: Tank) => Promise<Reply>): Promise<Reply | null> {
  const outside = tank.readGit && outsideReader(tank.readGit);
  const inner = { ...tank, readGit: outside?.readGit };
  for (;;) {
    const reply = await turn(() => tryOnce(inner, eventId, run));
    const isToTryAgain = reply !== null && !reply.ok && ((await outside?.readMissing()) ?? false);
    if (!isToTryAgain) return reply;
  }
}

async function tryOnce(tank: Tank, eventId: string, run: (tank: Tank) => Promise<Reply>): Promise<Reply | null> {
  const { game } = tank;
  try {
    const done: Once<Reply> = await once(game.database, eventId, game.clock.now(), async (database) => {
      const reply = await run({ ...tank, game: { ...game, database } });
      if (!reply.ok) throw new Refused(reply);
      return reply;
    });
    return done.repeated ? null : done.result;
  } catch (error) {
    if (error instanceof Refused) return error.reply;
    throw error;
  }
}

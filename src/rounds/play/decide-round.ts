import type { Game } from "../game.ts";
import { transition } from "../round/round.ts";
import type { Round, RoundEvent } from "../round/round-state.ts";
import { insertDecision } from "../store/decisions.ts";
import { pitchesOf } from "../store/pitches.ts";
import { findOpenRound, lockOpenRound, type RoundRow } from "../store/rounds.ts";
import { getSeason } from "../store/seasons.ts";
import { UserError } from "../user-error.ts";
import { advance } from "./apply-effects.ts";
import { learnFinding } from "./host/learn-finding.ts";
import { requireHost } from "./host/require-host.ts";

interface Decision {
  readonly season: string;
  readonly host: string;
  readonly reason: string;
}

/** The host's answer where only a person may promote: a pitch by its letter, or nothing. The reason is kept. */
export async function decideRound(game: Game, wish: Decision & { readonly promote: string | null }): Promise<Round> {
  return decide(game, wish, async (tx, row) => {
    if (row.round.now.state === "needs-host" && row.round.now.question === "findings" && wish.promote !== null) {
      const hint = 'Accept those that hold: /tank decide accept=A,C reason="…", or accept=none.';
      throw new UserError("not-promotable", "A finding has no kernel, so there is nothing to promote.", hint);
    }
    if (wish.promote === null)
      return { decision: "promote nothing", event: { type: "promotion-settled", promoted: null } };
    const pitch = (await pitchesOf(tx, row.id)).find(({ letter }) => letter === wish.promote);
    const event: RoundEvent | null = pitch ? { type: "promotion-settled", promoted: pitch.id } : null;
    if (event === null || transition(row.round, event).round === row.round) {
      throw new UserError(
        "not-promotable",
        `Pitch ${wish.promote} can't be promoted: no verdict of this round says that it is faster.`,
        "Promote one that is faster in some case, or nothing: promote=none",
      );
    }
    return { decision: `promote ${wish.promote}`, event };
  });
}

/** Which findings of a research round hold: they become lessons, marked argued; an approach moves as they claim. */
export async function acceptFindings(
  game: Game,
  wish: Decision & { readonly accept: readonly string[] },
): Promise<Round> {
  return decide(game, wish, async (tx, row) => {
    const { now } = row.round;
    if (now.state !== "needs-host" || now.question !== "findings") {
      const hint = "Promote a pitch or nothing: /tank decide promote=B or promote=none.";
      throw new UserError("no-findings", `Round ${row.number} has no findings to accept.`, hint);
    }
    const pitches = await pitchesOf(tx, row.id);
    const unknown = wish.accept.find((letter) => !pitches.some((pitch) => pitch.letter === letter));
    if (unknown !== undefined) {
      const known = `The findings are ${pitches.map(({ letter }) => letter).join(", ")}.`;
      throw new UserError("unknown-pitch", `There is no finding ${unknown} in round ${row.number}.`, known);
    }
    const accepted = pitches.filter(({ letter }) => wish.accept.includes(letter));
    for (const pitch of accepted) await learnFinding(tx, row, pitch, game.clock.now());
    const decision = accepted.length === 0 ? "accept nothing" : `accept ${wish.accept.join(", ")}`;
    return { decision, event: { type: "findings-settled" } };
  });
}

/** Takes up again what was interrupted: the runs that are missing, or the vote. */
export async function rerunRound(game: Game, wish: Decision): Promise<Round> {
  const { db } = game.database;
  if ((await findOpenRound(db, (await getSeason(db, wish.season)).id)) === null) {
    throw new UserError(
      "nothing-to-rerun",
      "No round is open, so nothing was interrupted.",
      "To measure a pitch of a decided round once more, name it: /tank rerun A",
    );
  }
  return decide(game, wish, async (_, row) => {
    const event: RoundEvent = { type: "rerun-requested" };
    if (transition(row.round, event).round !== row.round) return { decision: "rerun", event };
    throw new UserError(
      "nothing-to-rerun",
      `Nothing of round ${row.number} was interrupted: every run has its verdict.`,
      "Answer the question with /tank decide promote=B or promote=none.",
    );
  });
}

type Tx = Parameters<typeof lockOpenRound>[0];

async function decide(
  game: Game,
  { season, host, reason }: Decision,
  answer: (tx: Tx, row: RoundRow) => Promise<{ readonly decision: string; readonly event: RoundEvent }>,
): Promise<Round> {
  return game.database.transaction(async (tx) => {
    const row = await lockOpenRound(tx, (await getSeason(tx, season)).id);
    requireHost(game, row, host, "decide");
    const { state } = row.round.now;
    if (state !== "needs-host") {
      const message = `Round ${row.number} has nothing to decide: it is ${state === "confirming" ? "running" : state}.`;
      throw new UserError("nothing-to-decide", message, "/tank status says what it waits for.");
    }
    const { decision, event } = await answer(tx, row);
    await insertDecision(tx, { seasonId: row.seasonId, roundId: row.id, host, decision, reason, at: game.clock.now() });
    return advance(tx, game, row, event);
  });
}

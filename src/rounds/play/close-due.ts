import { momentText } from "../deadline.ts";
import type { Game } from "../game.ts";
import { hasVote } from "../round/round.ts";
import type { RoundEvent, RoundState, StateNamed } from "../round/round-state.ts";
import type { Tx } from "../store/database.ts";
import { insertDecision } from "../store/decisions.ts";
import { findOpenRound, lockRound, type RoundRow } from "../store/rounds.ts";
import { getSeasonById, type SeasonRow } from "../store/seasons.ts";
import { UserError } from "../user-error.ts";
import { advance } from "./apply-effects.ts";
import { ballotsIn, codeIn, findingsIn, pitchesIn } from "./move-round.ts";

/** What the clock ended, and what the round came to. */
export interface ClosedByClock {
  readonly round: number;
  readonly ended: RoundState["state"];
  readonly now: RoundState["state"];
}

/** Whose decision it is where nobody decided in time. */
export const clockName = "the clock";

/**
 * Does what its host would have done where the open round's deadline has passed, and null where none has. Whoever
 * else looks at the same time, the round moves once.
 */
export async function closeDue(game: Game, seasonId: number): Promise<ClosedByClock | null> {
  const { database, clock } = game;
  // Mostly nothing is due, and then nothing is locked.
  const seen = await findOpenRound(database.db, seasonId);
  if (seen === null || !isDue(seen, clock.now())) return null;
  return database.transaction(async (tx) => {
    const row = await lockRound(tx, seen.id);
    if (!isDue(row, clock.now())) return null;
    const season = await getSeasonById(tx, seasonId);
    const { event, decision } = await endOf(tx, season, row);
    if (decision !== null) {
      const by = { host: clockName, seasonId, roundId: row.id, at: clock.now() };
      await insertDecision(tx, { ...by, ...decision });
    }
    const { now } = await advance(tx, game, row, event);
    return { round: row.number, ended: row.round.now.state, now: now.state };
  });
}

function isDue({ round, deadlineAt }: RoundRow, now: Date): boolean {
  return deadlineAt !== null && deadlineAt <= now && round.now.state !== "decided" && round.now.state !== "cancelled";
}

interface End {
  readonly event: RoundEvent;
  /** Kept with its reason where it is more than what the deadline was set for. */
  readonly decision: { readonly decision: string; readonly reason: string } | null;
}

async function endOf(tx: Tx, season: SeasonRow, row: RoundRow): Promise<End> {
  const { now } = row.round;
  switch (now.state) {
    case "pitching":
      return pitchingEnd(tx, season, row);
    case "voting":
      return { event: await ballotsIn(tx, season, row), decision: null };
    case "building":
      return { event: { type: "building-closed" }, decision: null };
    case "needs-host":
      return safeDefault(now, season);
    default:
      throw new Error(`round ${row.id} is ${now.state} and has a deadline`);
  }
}

/** A round that too few took part in ends here: it would wait for ever. */
async function pitchingEnd(tx: Tx, season: SeasonRow, row: RoundRow): Promise<End> {
  try {
    return { event: await pitchingEvent(tx, season, row), decision: null };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { timezone } = season.settings.rules;
    const by = row.deadlineAt === null ? "" : ` by ${momentText(row.deadlineAt, timezone)}`;
    return cancelled(`${error.message.replace(/\.$/, "")}${by}, when pitching closed.`);
  }
}

async function pitchingEvent(tx: Tx, season: SeasonRow, row: RoundRow): Promise<RoundEvent> {
  const { terms } = row.round;
  if (terms.kind === "research") return findingsIn(tx, season, row);
  return hasVote(terms) ? pitchesIn(tx, season, row) : codeIn(tx, season, row);
}

/** A host's question that was left alone: nothing is promoted, and nothing goes on that only a person may start. */
function safeDefault(now: StateNamed<"needs-host">, { settings }: SeasonRow): End {
  const left = `Its host's question stood unanswered for ${settings.rules.deadlines.host}`;
  switch (now.question) {
    case "baseline-wrong":
      return cancelled(`${left}, and no round optimises a kernel that computes the wrong thing.`);
    case "no-ballots":
      return cancelled(`${left}, and too few sharks had voted.`);
    case "runner-fault":
      if (now.interrupted?.state === "opening") {
        return cancelled(`${left}, and the runner could not check the baseline.`);
      }
      return nothingPromoted(`${left}: what did not run stays unknown, and nothing is promoted.`);
    case "findings":
      return {
        event: { type: "findings-settled" },
        decision: { decision: "accept nothing", reason: `${left}: no finding becomes a lesson.` },
      };
    case "below-the-bar":
    case "mixed":
    case "suspect":
      return nothingPromoted(`${left}: nothing is promoted.`);
  }
}

function cancelled(reason: string): End {
  return { event: { type: "round-cancelled", reason }, decision: { decision: "cancel", reason } };
}

function nothingPromoted(reason: string): End {
  const event: RoundEvent = { type: "promotion-settled", promoted: null };
  return { event, decision: { decision: "promote nothing", reason } };
}

import type { Game } from "../game.ts";
import type { PitchId, Round, RoundEvent } from "../round/round-state.ts";
import { ballotsOf } from "../store/ballots.ts";
import type { Tx } from "../store/database.ts";
import { insertDecision } from "../store/decisions.ts";
import { pitchesOf } from "../store/pitches.ts";
import { lockOpenRound, type RoundRow } from "../store/rounds.ts";
import { getSeason, type SeasonRow } from "../store/seasons.ts";
import { tally } from "../tally.ts";
import { UserError } from "../user-error.ts";
import { advance } from "./apply-effects.ts";

/** The steps by which a host or a deadline moves the open round. */

/** Closes the pitches and opens the vote. */
export async function openVoting(game: Game, season: string): Promise<Round> {
  return move(game, season, "pitching", pitchesIn);
}

/** @throws UserError where there are fewer pitches than a vote needs. */
export async function pitchesIn(tx: Tx, { settings }: SeasonRow, row: RoundRow): Promise<RoundEvent> {
  const pitches = await pitchesOf(tx, row.id);
  const { minimumPitches } = settings.rules;
  if (pitches.length >= minimumPitches) return { type: "voting-opened" };
  throw new UserError(
    "too-few-pitches",
    `Round ${row.number} has ${pitches.length} of the ${minimumPitches} pitches that a vote needs.`,
    "Wait for another pitch, or cancel the round.",
  );
}

/** Closes the findings of a research round, which its host then accepts or not; without any, nothing was found. */
export async function closeFindings(game: Game, season: string): Promise<Round> {
  return move(game, season, "pitching", findingsIn);
}

/** @throws UserError where nobody has found anything. */
export async function findingsIn(tx: Tx, _: SeasonRow, row: RoundRow): Promise<RoundEvent> {
  if ((await pitchesOf(tx, row.id)).length > 0) return { type: "findings-closed" };
  throw new UserError(
    "too-few-pitches",
    `Round ${row.number} has no finding.`,
    'Wait for one (/pitch "…" evidence="…"), or cancel the round.',
  );
}

/** Closes the pitches of a round without a vote: everything that has code runs. */
export async function runWithoutVote(game: Game, season: string): Promise<Round> {
  return move(game, season, "pitching", codeIn);
}

/** @throws UserError where no pitch has code to run. */
export async function codeIn(tx: Tx, _: SeasonRow, row: RoundRow): Promise<RoundEvent> {
  const entries = (await pitchesOf(tx, row.id)).map(({ id, sourceSha256 }) => ({
    pitch: id,
    hasCode: sourceSha256 !== null,
  }));
  if (entries.some(({ hasCode }) => hasCode)) return { type: "voting-closed", funded: [], entries };
  throw new UserError(
    "too-few-pitches",
    `Round ${row.number} has no pitch with code to run.`,
    "Wait for one, or cancel the round.",
  );
}

/** Counts the ballots and starts what they decide; too few sharks are the host's question. */
export async function closeVoting(game: Game, season: string): Promise<Round> {
  return move(game, season, "voting", ballotsIn);
}

export async function ballotsIn(tx: Tx, { settings }: SeasonRow, row: RoundRow): Promise<RoundEvent> {
  const pitches = await pitchesOf(tx, row.id);
  const ids = pitches.map((pitch) => pitch.id);
  const counted = tally(ids, await ballotsOf(tx, row.id), settings.rules.minimumSharks);
  if (counted === null) return { type: "quorum-missed" };
  const entries = pitches.map(({ id, sourceSha256 }) => ({ pitch: id, hasCode: sourceSha256 !== null }));
  return { type: "voting-closed", funded: counted.funded, entries };
}

/** The build deadline: what is not there is not built. */
export async function closeBuilding(game: Game, season: string): Promise<Round> {
  return move(game, season, "building", async () => ({ type: "building-closed" }));
}

/** The host's answer where only a person may promote; the reason is kept. */
export async function settlePromotion(
  game: Game,
  season: string,
  answer: { readonly host: string; readonly promoted: PitchId | null; readonly reason: string },
): Promise<Round> {
  return move(game, season, "needs-host", async (tx, _, row) => {
    const decision = answer.promoted === null ? "promote nothing" : `promote pitch ${answer.promoted}`;
    await insertDecision(tx, {
      seasonId: row.seasonId,
      roundId: row.id,
      host: answer.host,
      decision,
      reason: answer.reason,
      at: game.clock.now(),
    });
    return { type: "promotion-settled", promoted: answer.promoted };
  });
}

type MovableState = "pitching" | "voting" | "building" | "needs-host";

async function move(
  game: Game,
  seasonName: string,
  from: MovableState,
  eventFor: (tx: Tx, season: SeasonRow, row: RoundRow) => Promise<RoundEvent>,
): Promise<Round> {
  return game.database.transaction(async (tx) => {
    const season = await getSeason(tx, seasonName);
    const row = await lockOpenRound(tx, season.id);
    const { state } = row.round.now;
    if (state !== from) {
      throw new UserError("wrong-phase", `Round ${row.number} is ${state}, not ${from}.`, "Look at /tank status.");
    }
    return advance(tx, game, row, await eventFor(tx, season, row));
  });
}

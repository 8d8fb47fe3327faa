import type { Game } from "../../game.ts";
import { PitchInput } from "../../pitch.ts";
import { checkPitch, refuseFindingCode } from "../../pitching/check-pitch.ts";
import { mostInRound, mostOnBench } from "../../pitching/pitch-letter.ts";
import type { PitchId } from "../../round/round-state.ts";
import { currentBaseline } from "../../store/baselines.ts";
import { lockBench, nextBenchLetter } from "../../store/bench.ts";
import type { Tx } from "../../store/database.ts";
import { insertPitch, nextLetter } from "../../store/pitches.ts";
import { findOpenRound, lockRound, type RoundRow } from "../../store/rounds.ts";
import { getSeason } from "../../store/seasons.ts";
import { UserError } from "../../user-error.ts";
import { parseWish } from "../parse-wish.ts";
import { requirePlayer } from "../rights/require-player.ts";
import { spendQuota } from "../rights/spend-quota.ts";
import { announcePitch } from "./announce-pitch.ts";
import { joinBench } from "./join-bench.ts";
import { parentsOf } from "./parents-of.ts";
import { pitchContext } from "./pitch-context.ts";
import { type GivenCode, takeCode } from "./take-code.ts";

/** A pitch with its code, now or after the vote. */
export interface SubmitPitch extends GivenCode {
  readonly season: string;
  readonly content: PitchInput;
  /** The pitches that it combines: `C`, `bench:A`, `1A` for round 1's. */
  readonly parents?: readonly string[];
}

export interface SubmittedPitch {
  readonly id: PitchId;
  readonly letter: string;
  /** The round that it stands in; null: the bench. */
  readonly round: number | null;
  /** The same stands on the bench already, and this one was joined with it. */
  readonly joins: boolean;
  readonly warnings: readonly string[];
}

/** Puts a pitch into the open round, or on the bench; or says which rule forbids it and how to go on. */
export async function submitPitch(game: Game, wish: SubmitPitch): Promise<SubmittedPitch> {
  const content = parseWish(PitchInput, wish.content);
  return game.database.transaction(async (tx) => {
    const season = await getSeason(tx, wish.season);
    for (const name of content.authors) await requirePlayer(tx, game, season.id, { name, role: "contestant" });
    const round = await roundForPitches(tx, season.id, game.clock.now());
    const [author = ""] = content.authors;
    await spendQuota(tx, game, season, { what: "pitches", by: author, round });
    const context = await pitchContext(tx, season, round);
    const warnings = checkPitch(content, context);
    if (context.round?.kind === "research" && (wish.files || wish.sweep)) refuseFindingCode(context.round.number);
    const at = game.clock.now();
    const baselineId = round?.baselineId ?? (await currentBaseline(tx, season.id)).id;
    const code = await takeCode(tx, { seasonId: season.id, baselineId, at }, wish);
    const parents = await parentsOf(tx, season.id, wish.parents ?? []);
    const { sourceSha256, sweep } = code;
    const warned = [...warnings, ...code.warnings];
    if (round === null) {
      await lockBench(tx, season.id);
      const twin = await joinBench(tx, { seasonId: season.id, sourceSha256, sweep }, content);
      if (twin !== null) return { id: twin.id, letter: twin.letter, round: null, joins: true, warnings: warned };
    }
    const letter = round ? await roundLetter(tx, round) : await benchLetter(tx, season.id);
    const facts = {
      seasonId: season.id,
      roundId: round?.id ?? null,
      letter,
      content,
      sourceSha256,
      sweep,
      parents,
      at,
    };
    const id = await insertPitch(tx, facts);
    await announcePitch(tx, { id, seasonId: season.id, roundId: facts.roundId }, at);
    return { id, letter, round: round?.number ?? null, joins: false, warnings: warned };
  });
}

/** The open round while it takes pitches; null: what is pitched now lands on the bench. */
async function roundForPitches(tx: Tx, seasonId: number, now: Date): Promise<RoundRow | null> {
  const open = await findOpenRound(tx, seasonId);
  if (!open) return null;
  const row = await lockRound(tx, open.id);
  const { state } = row.round.now;
  // At its deadline the pitching is over, also while nobody has ended it yet.
  const isLate = row.deadlineAt !== null && now >= row.deadlineAt;
  if (state === "pitching") return isLate ? null : row;
  if (state !== "opening") return null;
  throw new UserError(
    "not-pitching",
    `Round ${row.number} takes no pitches now.`,
    "Its baseline is still being checked; try again in a moment.",
  );
}

async function roundLetter(tx: Tx, { id, number }: RoundRow): Promise<string> {
  const letter = await nextLetter(tx, id);
  if (letter !== null) return letter;
  throw new UserError(
    "round-full",
    `Round ${number} has its ${mostInRound} pitches.`,
    "Pitch again when the next round opens.",
  );
}

async function benchLetter(tx: Tx, seasonId: number): Promise<string> {
  const letter = await nextBenchLetter(tx, seasonId);
  if (letter !== null) return letter;
  throw new UserError(
    "bench-full",
    `The bench has its ${mostOnBench} pitches.`,
    "Withdraw one with /pitch withdraw bench:A, or ask a host to take some into the next round.",
  );
}

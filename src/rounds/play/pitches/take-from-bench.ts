import { turnedKernels } from "../../knobs/turned-kernels.ts";
import { checkPitch, refuseFindingCode } from "../../pitching/check-pitch.ts";
import { mostInRound } from "../../pitching/pitch-letter.ts";
import type { RoundId } from "../../round/round-state.ts";
import { getBaseline } from "../../store/baselines.ts";
import { benchOf, lockBench, moveIntoRound } from "../../store/bench.ts";
import { constraintsOf } from "../../store/constraints.ts";
import type { Tx } from "../../store/database.ts";
import { nextLetter, type PitchRow, updatePitch } from "../../store/pitches.ts";
import { lockRound, type RoundRow } from "../../store/rounds.ts";
import { getSeasonById, type SeasonRow } from "../../store/seasons.ts";
import { getSource } from "../../store/sources.ts";
import { UserError } from "../../user-error.ts";
import { announcePitch } from "./announce-pitch.ts";
import { storedCode } from "./edit-pitch.ts";
import { findPitch } from "./find-pitch.ts";
import { pitchContext } from "./pitch-context.ts";
import { type GivenCode, takeCode } from "./take-code.ts";

export interface TakenFromBench {
  readonly taken: readonly { readonly from: string; readonly letter: string; readonly title: string }[];
  /** Of `all`, what the round can't take, and why. */
  readonly left: readonly { readonly letter: string; readonly title: string; readonly why: string }[];
}

/**
 * Takes pitches of the bench into a round, under its next letters, as if they were pitched now: knob settings are
 * turned on the round's own baseline, and every refusal applies. Those that are named must fit; of `all` the others
 * stay on the bench.
 */
export async function takeFromBench(
  tx: Tx,
  wish: {
    readonly seasonId: number;
    readonly roundId: RoundId;
    readonly letters: readonly string[] | "all";
    readonly at: Date;
  },
): Promise<TakenFromBench> {
  const { seasonId, letters, at } = wish;
  const season = await getSeasonById(tx, seasonId);
  const round = await lockRound(tx, wish.roundId);
  await lockBench(tx, seasonId);
  const taken: TakenFromBench["taken"][number][] = [];
  const left: TakenFromBench["left"][number][] = [];
  for (const pitch of await chosen(tx, seasonId, letters)) {
    const { letter: from, content } = pitch;
    const isFull = (await nextLetter(tx, round.id)) === null;
    if (letters === "all" && isFull) {
      left.push({ letter: from, title: content.title, why: roundFull(round).message });
      continue;
    }
    try {
      taken.push({ from, letter: await moveOne(tx, season, round, pitch, at), title: content.title });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      if (letters !== "all") throw notTaken(pitch, error);
      left.push({ letter: from, title: content.title, why: error.message });
    }
  }
  return { taken, left };
}

async function chosen(tx: Tx, seasonId: number, letters: readonly string[] | "all"): Promise<readonly PitchRow[]> {
  if (letters === "all") return benchOf(tx, seasonId);
  const pitches: PitchRow[] = [];
  for (const letter of new Set(letters)) pitches.push(await findPitch(tx, seasonId, `bench:${letter}`));
  return pitches;
}

async function moveOne(tx: Tx, season: SeasonRow, round: RoundRow, pitch: PitchRow, at: Date): Promise<string> {
  const context = await pitchContext(tx, season, round);
  checkPitch(pitch.content, context);
  const given = await codeOnBaseline(tx, round, pitch);
  if (context.round?.kind === "research" && (given.files || given.sweep)) refuseFindingCode(round.number);
  const place = { seasonId: season.id, baselineId: round.baselineId, at };
  const { sourceSha256, sweep } = await takeCode(tx, place, given);
  const letter = await nextLetter(tx, round.id);
  if (letter === null) throw roundFull(round);
  await updatePitch(tx, { ...pitch, sourceSha256, sweep });
  await moveIntoRound(tx, pitch.id, round.id, letter);
  await announcePitch(tx, { id: pitch.id, seasonId: season.id, roundId: round.id }, at);
  return letter;
}

function roundFull({ number }: RoundRow): UserError {
  const message = `Round ${number} has its ${mostInRound} pitches.`;
  return new UserError("round-full", message, "Take fewer from the bench; the next round takes others.");
}

/** A pitch that was only knobs means the same knobs of whatever the baseline is now. */
async function codeOnBaseline(tx: Tx, { baselineId, seasonId }: RoundRow, pitch: PitchRow): Promise<GivenCode> {
  const { knobs, origin } = pitch.content;
  if (pitch.sourceSha256 === null || knobs === undefined || origin !== undefined) return storedCode(tx, pitch);
  const baseline = await getSource(tx, (await getBaseline(tx, baselineId)).source_sha256);
  const kernels = turnedKernels(baseline, knobs, await constraintsOf(tx, seasonId));
  const [only, ...more] = kernels;
  return only && more.length === 0 ? { files: only.files } : { files: null, sweep: kernels };
}

function notTaken({ letter, content }: PitchRow, refusal: UserError): UserError {
  const hint = "Leave it out of bench=, or ask its author to change it with /pitch edit.";
  return new UserError(
    "bench-refused",
    `The bench's ${letter}, ${content.title}, can't come into this round. ${refusal.message}`,
    hint,
    { cause: refusal },
  );
}

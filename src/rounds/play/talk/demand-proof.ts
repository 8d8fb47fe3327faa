import type { Game } from "../../game.ts";
import { nearest } from "../../nearest.ts";
import { lockName } from "../../store/lock-name.ts";
import type { PitchRow } from "../../store/pitches.ts";
import { getProof, insertProof, type ProofRow, proofsOf } from "../../store/proofs.ts";
import type { RoundRow } from "../../store/rounds.ts";
import { getSeason, type SeasonRow } from "../../store/seasons.ts";
import { UserError } from "../../user-error.ts";
import { requirePlayer } from "../rights/require-player.ts";
import { spendQuota } from "../rights/spend-quota.ts";
import { announceProof } from "./announce-proof.ts";
import { provableCode, startOwedProofs, startProof } from "./start-proof.ts";
import { talkedPitch } from "./talked-pitch.ts";

/** A runner's time is everybody's: more proofs than these say little that the first ones didn't. */
const mostOfPitch = 3;

export interface DemandedProof {
  readonly proof: ProofRow;
  readonly pitch: PitchRow;
  /** False where the same was demanded before: that one is shown, and nothing runs again. */
  readonly isNew: boolean;
}

/**
 * Demands that a pitch's code is built and checked before the vote closes, and where the season allows it timed on one
 * case. It starts at once, or as soon as there is code.
 */
export async function demandProof(
  game: Game,
  wish: {
    readonly season: string;
    readonly by: string;
    readonly letter: string;
    readonly caseLabel?: string | undefined;
  },
): Promise<DemandedProof> {
  return game.database.transaction(async (tx) => {
    const season = await getSeason(tx, wish.season);
    await requirePlayer(tx, game, season.id, { name: wish.by, role: "shark" });
    const { pitch, row } = await talkedPitch(tx, season, wish.letter);
    if (row !== null) requireOpenVote(row, pitch.letter);
    const caseLabel = wish.caseLabel === undefined ? null : readCase(wish.caseLabel, season, row, pitch.letter);
    // For rows that don't exist yet: a bench has no round that could be locked.
    await lockName(tx, `proofs:${season.id}`);
    await startOwedProofs(tx, game, pitch.id);
    const code = provableCode(pitch);
    const before = await proofsOf(tx, [pitch.id]);
    const known = before.findLast((each) => isSame(each, code, caseLabel));
    if (known !== undefined) return { proof: known, pitch, isNew: false };
    requireRoom(pitch, before);
    await spendQuota(tx, game, season, { what: "proofs", by: wish.by, round: row });
    const at = game.clock.now();
    const id = await insertProof(tx, { pitchId: pitch.id, demandedBy: wish.by, caseLabel, at });
    if (code !== null) await startProof(tx, game, { pitch, proof: { id, caseLabel }, code });
    else await announceProof(tx, { id, seasonId: season.id, roundId: pitch.roundId, what: "demanded", at });
    return { proof: await getProof(tx, id), pitch, isNew: true };
  });
}

function requireOpenVote({ round, number }: RoundRow, letter: string): void {
  if (round.terms.kind === "research") {
    throw new UserError(
      "no-run-here",
      `Round ${number} is a research round: its findings have no code, and nothing runs.`,
      `Ask about the finding instead: /tank ask ${letter} "…"`,
    );
  }
  const { state } = round.now;
  if (state === "opening" || state === "pitching" || state === "voting") return;
  throw new UserError(
    "too-late-for-proof",
    `The vote of round ${number} is over, and a proof is for those who have yet to vote.`,
    "What runs now is built and checked before it is timed: its verdict says all that a proof could.",
  );
}

function readCase(asked: string, season: SeasonRow, row: RoundRow | null, letter: string): string {
  if (!season.settings.rules.proofTiming) {
    throw new UserError(
      "proof-timing-off",
      "Proofs time nothing in this season: its rule proofTiming is off.",
      `Leave case= out, and all of ${letter} is built and checked: /tank proof ${letter}`,
      { about: ["case"] },
    );
  }
  if (row?.round.terms.kind === "repair") {
    throw new UserError(
      "proof-timing-off",
      `Round ${row.number} repairs the baseline, so there is nothing right to time ${letter} against.`,
      `Leave case= out, and all of ${letter} is built and checked: /tank proof ${letter}`,
      { about: ["case"] },
    );
  }
  const { labels } = season.problem;
  const plain = (label: string) => label.replace(/\s+/g, "").toLowerCase();
  const found = labels.find((label) => plain(label) === plain(asked));
  if (found !== undefined) return found;
  const guess = nearest(asked, labels);
  throw new UserError(
    "unknown-case",
    `This problem has no case "${asked.slice(0, 60)}"${guess ? `; did you mean "${guess}"?` : "."}`,
    `Its cases: ${labels.map((label) => `"${label}"`).join(", ")}.`,
    { about: ["case"] },
  );
}

/** The same code on the same case: proven, on the runner, or waiting for the same hand-in. */
function isSame({ state, code, caseLabel }: ProofRow, now: string | null, asked: string | null): boolean {
  return caseLabel === asked && code === now && ["waiting", "running", "judged"].includes(state);
}

function requireRoom({ letter }: PitchRow, before: readonly ProofRow[]): void {
  const going = before.find(({ state }) => state === "running" || state === "waiting");
  if (going !== undefined) {
    const what = going.state === "running" ? "on the runner" : "waiting for its code";
    throw new UserError(
      "proof-going-on",
      `Another proof of ${letter}, demanded by ${going.demandedBy}, is ${what}.`,
      `One at a time for each pitch: demand yours when that one has ended. /pitch show ${letter} tells.`,
    );
  }
  const counted = (proofs: readonly ProofRow[]) => proofs.filter(({ state }) => state !== "abandoned").length;
  if (counted(before) >= mostOfPitch) {
    throw new UserError(
      "enough-proofs",
      `${letter} has had its ${mostOfPitch} proofs, the most that a pitch gets.`,
      `/pitch show ${letter} has what they showed; /tank ask ${letter} "…" asks its authors.`,
    );
  }
}

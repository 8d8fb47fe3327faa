import type { Game, Roles } from "../../game.ts";
import { refuseFindingCode } from "../../pitching/check-pitch.ts";
import type { Round } from "../../round/round-state.ts";
import { currentBaseline } from "../../store/baselines.ts";
import { type PitchRow, updatePitch } from "../../store/pitches.ts";
import type { RoundRow } from "../../store/rounds.ts";
import { getSeason } from "../../store/seasons.ts";
import { UserError } from "../../user-error.ts";
import { advance } from "../apply-effects.ts";
import { refuseBanned } from "../host/ban-person.ts";
import { actsAsHost } from "../host/require-host.ts";
import { requireInTime } from "../require-in-time.ts";
import { answersFor } from "../rights/owner-of.ts";
import { startOwedProofs } from "../talk/start-proof.ts";
import { lockPitch } from "./lock-pitch.ts";
import { type GivenCode, takeCode } from "./take-code.ts";

export interface HandInCandidate extends GivenCode {
  readonly season: string;
  readonly letter: string;
  /** What it was made of, in words. */
  readonly knobs?: string | null;
  readonly origin?: string | null;
  /** Who hands it in. Left out, nobody asks. */
  readonly by?: string;
}

export interface HandedIn {
  readonly pitch: PitchRow;
  /** As it stands now; null for a pitch of the bench. */
  readonly round: Round | null;
  readonly warnings: readonly string[];
}

/**
 * A pitch's code: before the vote, or after it for what was funded without code. Until the runs start, what was handed
 * in after the vote may be mended.
 */
export async function handInCandidate(game: Game, wish: HandInCandidate): Promise<HandedIn> {
  return game.database.transaction(async (tx) => {
    const season = await getSeason(tx, wish.season);
    const { pitch, row } = await lockPitch(tx, season.id, wish.letter);
    const when = refuseUnlessWaiting(pitch, row);
    if (wish.by !== undefined) await refuseBanned(tx, season.id, wish.by);
    if (row !== null) requireInTime(row, season, game.clock.now());
    if (wish.by !== undefined) requireBuilder(wish.by, pitch, row, game.roles);
    if (row?.round.terms.kind === "research") refuseFindingCode(row.number);
    const baselineId = row?.baselineId ?? (await currentBaseline(tx, season.id)).id;
    const code = await takeCode(tx, { seasonId: season.id, baselineId, at: game.clock.now() }, wish);
    const { sourceSha256, sweep, warnings } = code;
    const late = when === "before-the-vote" ? {} : { codeBy: wish.by ?? pitch.content.authors[0] };
    const told = { knobs: wish.knobs ?? undefined, origin: wish.origin ?? undefined, ...late };
    const built = { ...pitch, content: { ...pitch.content, ...told }, sourceSha256, sweep };
    await updatePitch(tx, built);
    await startOwedProofs(tx, game, pitch.id);
    const isFirst = row !== null && when === "after-the-vote";
    const event = { type: "candidate-handed-in", pitch: pitch.id } as const;
    const round = isFirst ? await advance(tx, game, row, event) : (row?.round ?? null);
    return { pitch: built, round, warnings };
  });
}

type When = "before-the-vote" | "after-the-vote" | "mended";

function refuseUnlessWaiting({ id, letter, content, state }: PitchRow, row: RoundRow | null): When {
  const now = row?.round.now;
  if (state === "open" && (now === undefined || now.state === "pitching")) return "before-the-vote";
  if (now?.state === "building") {
    if (now.waitingFor.includes(id)) return "after-the-vote";
    if (content.codeBy !== undefined) return "mended";
  }
  throw new UserError(
    "not-waiting-for-code",
    `Round ${row?.number} waits for no code of pitch ${letter}.`,
    "Code comes before the vote, or after it for the pitch that was funded without; then it may be mended until the runs start.",
  );
}

/** A pitch's authors and whom the host names build it; a host or a deputy may do so for them. */
function requireBuilder(
  by: string,
  { letter, content }: PitchRow,
  row: RoundRow | null,
  roles: Roles | undefined,
): void {
  const { authors, builders = [] } = content;
  if (answersFor(by, [...authors, ...builders]) || actsAsHost(roles, row?.host ?? null, by)) return;
  const others = [...new Set([...authors, ...builders])].join(", ");
  throw new UserError(
    "not-author",
    `Pitch ${letter} is not yours to build.`,
    row
      ? `Its code comes from ${others}, from ${row.host}, the host, or from whom the host names: /pitch code ${letter} by=@${by}`
      : `Its code comes from ${others}, or from a host.`,
  );
}

import type { Game } from "../../game.ts";
import { PitchInput } from "../../pitch.ts";
import { checkPitch, refuseFindingCode } from "../../pitching/check-pitch.ts";
import { currentBaseline } from "../../store/baselines.ts";
import type { Tx } from "../../store/database.ts";
import { type PitchRow, updatePitch } from "../../store/pitches.ts";
import type { RoundRow } from "../../store/rounds.ts";
import { getSeason } from "../../store/seasons.ts";
import { getSource } from "../../store/sources.ts";
import { UserError } from "../../user-error.ts";
import { parseWish } from "../parse-wish.ts";
import { requireInTime } from "../require-in-time.ts";
import { answersFor } from "../rights/owner-of.ts";
import { requirePlayer } from "../rights/require-player.ts";
import { startOwedProofs } from "../talk/start-proof.ts";
import { lockPitch } from "./lock-pitch.ts";
import { parentsOf } from "./parents-of.ts";
import { pitchContext } from "./pitch-context.ts";
import { type GivenCode, takeCode } from "./take-code.ts";

export interface EditPitch {
  readonly season: string;
  readonly letter: string;
  readonly by: string;
  /** The fields that change. */
  readonly changes: Partial<Omit<PitchInput, "authors" | "builders" | "codeBy" | "joined">>;
  /** The co-authors from now on; left out, they stay. */
  readonly coAuthors?: readonly string[] | undefined;
  readonly parents?: readonly string[] | undefined;
  /** Null: the code stays as it is. */
  readonly code: (GivenCode & { readonly knobs: string | null; readonly origin: string | null }) | null;
}

/** Changes a pitch until the vote opens; whatever refuses a new one refuses a changed one. */
export async function editPitch(
  game: Game,
  wish: EditPitch,
): Promise<{ readonly pitch: PitchRow; readonly warnings: readonly string[] }> {
  return game.database.transaction(async (tx) => {
    const season = await getSeason(tx, wish.season);
    const { pitch, row: round } = await lockPitch(tx, season.id, wish.letter);
    refuseUnlessOpen(pitch, round, wish.by);
    await requirePlayer(tx, game, season.id, { name: wish.by, role: "contestant" });
    if (round !== null) requireInTime(round, season, game.clock.now());
    const content = parseWish(PitchInput, changed(pitch, wish));
    const context = await pitchContext(tx, season, round);
    const warnings = checkPitch(content, context);
    const given = wish.code ?? (await storedCode(tx, pitch));
    if (context.round?.kind === "research" && (given.files || given.sweep)) refuseFindingCode(context.round.number);
    const baselineId = round?.baselineId ?? (await currentBaseline(tx, season.id)).id;
    const code = await takeCode(tx, { seasonId: season.id, baselineId, at: game.clock.now() }, given);
    const parents = wish.parents === undefined ? pitch.parents : await parentsOf(tx, season.id, wish.parents, pitch);
    const { sourceSha256, sweep } = code;
    const edited = { ...pitch, content, sourceSha256, sweep, parents };
    await updatePitch(tx, edited);
    await startOwedProofs(tx, game, edited.id);
    return { pitch: edited, warnings: [...warnings, ...code.warnings] };
  });
}

function changed({ content }: PitchRow, { changes, coAuthors, code }: EditPitch): PitchInput {
  const [first = "", ...others] = content.authors;
  const authors = [...new Set([first, ...(coAuthors ?? others)])];
  const made = code === null ? {} : { knobs: code.knobs ?? undefined, origin: code.origin ?? undefined };
  return { ...content, ...changes, ...made, authors };
}

function refuseUnlessOpen({ letter, content, state }: PitchRow, round: RoundRow | null, by: string): void {
  if (!answersFor(by, content.authors)) {
    throw new UserError(
      "not-author",
      `Pitch ${letter} is not yours: only ${content.authors.join(", ")} can change it.`,
      "Ask them, or pitch your own with /pitch.",
    );
  }
  if (state === "open" && (round === null || round.round.now.state === "pitching")) return;
  throw new UserError(
    "frozen",
    `Pitch ${letter} froze when voting opened.`,
    `It stays in round ${round?.number} as it is; pitch the change anew, and it waits on the bench.`,
  );
}

/** What a pitch would run, as it is stored. */
export async function storedCode(tx: Tx, { sourceSha256, sweep }: PitchRow): Promise<GivenCode> {
  if (sweep !== null) {
    const kernels = sweep.map(async ({ knobs, sha256 }) => ({ knobs, files: await getSource(tx, sha256) }));
    return { files: null, sweep: await Promise.all(kernels) };
  }
  return { files: sourceSha256 === null ? null : await getSource(tx, sourceSha256) };
}

import type { CandidateFiles } from "../candidate.ts";
import { newTouches } from "../code/touches/new-touches.ts";
import type { Verdict } from "../judging/verdict/verdict.ts";
import type { RoundKind } from "../round/round-state.ts";
import type { Season, SourcePolicy } from "../season.ts";
import { type ShownSource, type ShownTouches, shownSource, shownTouches } from "../source/shown-source.ts";
import { currentBaseline, getBaseline } from "../store/baselines.ts";
import { privateVerdictsOfCode } from "../store/code-verdicts.ts";
import type { Db } from "../store/database.ts";
import { type ExternalResult, externalResultsOf } from "../store/external-results.ts";
import { getPitch, type PitchRow } from "../store/pitches.ts";
import { type ProofRow, proofsOf } from "../store/proofs.ts";
import { type QuestionRow, questionsOf } from "../store/questions.ts";
import { getRound, type RoundRow } from "../store/rounds.ts";
import { getSeasonById } from "../store/seasons.ts";
import { getSource } from "../store/sources.ts";
import { endorsementsOf } from "../store/withdrawn-pitches.ts";

/** Everything that a pitch's own card shows. */
export interface PitchView {
  readonly season: Season;
  readonly pitch: PitchRow;
  /** Null: it waits on the bench. */
  readonly round: number | null;
  /** In a research round it is a finding. */
  readonly kind: RoundKind | null;
  /** The approach's name and how the show introduces it; both null for a wild card. */
  readonly approach: { readonly name: string | null; readonly tagline: string | null };
  readonly parents: readonly RelatedPitch[];
  /** Withdrawn pitches whose authors back this one instead. */
  readonly endorsements: readonly RelatedPitch[];
  /** What may be shown of the kernel; null without code, and for a sweep, which is several. */
  readonly code: ShownSource | null;
  /** What its code touches beside arithmetic, and the baseline's doesn't; null without code. Of a sweep, its first kernel's. */
  readonly touches: ShownTouches | null;
  readonly questions: readonly QuestionRow[];
  readonly proofs: readonly ProofRow[];
  /** Shown as not ours. */
  readonly elsewhere: readonly ExternalResult[];
  /** The author's own measurement of this very code, told nowhere else. */
  readonly measured: { readonly by: string; readonly machine: string | null; readonly verdict: Verdict } | null;
}

export interface RelatedPitch {
  /** `C`, `1A`, `bench:B`, as it is named now. */
  readonly name: string;
  readonly title: string;
  readonly authors: readonly string[];
}

export async function pitchView(db: Db, id: number): Promise<PitchView> {
  const pitch = await getPitch(db, id);
  const { settings, problemVersionId } = await getSeasonById(db, pitch.seasonId);
  const row = pitch.roundId === null ? null : await getRound(db, pitch.roundId);
  const told = settings.approaches[pitch.content.approach];
  const baseline = row ? await getBaseline(db, row.baselineId) : await currentBaseline(db, pitch.seasonId);
  const candidate = pitch.sourceSha256 === null ? null : await getSource(db, pitch.sourceSha256);
  const beaten = candidate === null ? null : await getSource(db, baseline.source_sha256);
  const compared = { seasonId: pitch.seasonId, baselineSha256: baseline.source_sha256, problemVersionId };
  const measured =
    candidate === null || pitch.sweep !== null
      ? []
      : await privateVerdictsOfCode(db, { ...compared, files: candidate });
  const own = measured.find(({ askedBy }) => askedBy !== null && pitch.content.authors.includes(askedBy));
  return {
    season: settings,
    pitch,
    round: row?.number ?? null,
    kind: row?.round.terms.kind ?? null,
    approach: { name: told?.name ?? null, tagline: told?.tagline ?? null },
    parents: await Promise.all(pitch.parents.map(async (parent) => related(db, await getPitch(db, parent), row))),
    endorsements: await Promise.all((await endorsementsOf(db, pitch.id)).map((each) => related(db, each, row))),
    questions: await questionsOf(db, [pitch.id]),
    proofs: await proofsOf(db, [pitch.id]),
    elsewhere: await externalResultsOf(db, [pitch.id]),
    ...shownCode(settings.rules.source, pitch, candidate, { sha256: baseline.source_sha256, files: beaten }),
    measured: own?.askedBy ? { by: own.askedBy, machine: own.ran?.machine ?? null, verdict: own.verdict } : null,
  };
}

function shownCode(
  policy: SourcePolicy,
  { content, sourceSha256, sweep }: PitchRow,
  candidate: CandidateFiles | null,
  beaten: { readonly sha256: string; readonly files: CandidateFiles | null },
): Pick<PitchView, "code" | "touches"> {
  const { sha256, files: baseline } = beaten;
  if (candidate === null || sourceSha256 === null || baseline === null) return { code: null, touches: null };
  const held = { sha256: sourceSha256, files: candidate };
  return {
    code: sweep === null ? shownSource(policy, { ...held, baseline, origin: content.origin ?? null }) : null,
    touches: shownTouches(policy, newTouches(held, { sha256, files: baseline })),
  };
}

async function related(db: Db, { letter, roundId, content }: PitchRow, here: RoundRow | null): Promise<RelatedPitch> {
  const { title, authors } = content;
  if (roundId === null) return { name: `bench:${letter}`, title, authors };
  if (roundId === here?.id) return { name: letter, title, authors };
  return { name: `${(await getRound(db, roundId)).number}${letter}`, title, authors };
}

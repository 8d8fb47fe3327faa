import type { Season } from "../season.ts";
import type { Db } from "../store/database.ts";
import { getPitch, type PitchRow } from "../store/pitches.ts";
import { getProof, type ProofRow } from "../store/proofs.ts";
import { getQuestion, type QuestionRow } from "../store/questions.ts";
import { getSeasonById } from "../store/seasons.ts";

/** A question and the pitch that it is pinned to. */
export interface QuestionView {
  readonly question: QuestionRow;
  readonly pitch: PitchRow;
  readonly voice: Season["voice"];
}

/** A proof and the pitch that it is pinned to. */
export interface ProofView {
  readonly proof: ProofRow;
  readonly pitch: PitchRow;
  readonly voice: Season["voice"];
}

export async function questionView(db: Db, id: number): Promise<QuestionView> {
  const question = await getQuestion(db, id);
  return { question, ...(await pinnedTo(db, question.pitchId)) };
}

export async function proofView(db: Db, id: number): Promise<ProofView> {
  const proof = await getProof(db, id);
  return { proof, ...(await pinnedTo(db, proof.pitchId)) };
}

async function pinnedTo(
  db: Db,
  pitchId: number,
): Promise<{ readonly pitch: PitchRow; readonly voice: Season["voice"] }> {
  const pitch = await getPitch(db, pitchId);
  return { pitch, voice: (await getSeasonById(db, pitch.seasonId)).settings.voice };
}

import type { Tx } from "../../store/database.ts";
import { announce } from "../../store/outbox.ts";
import type { PitchRow } from "../../store/pitches.ts";
import type { QuestionRow } from "../../store/questions.ts";

/** Owes a question to the pitch's thread when it is asked, and again with each answer; it notifies nobody. */
export async function announceQuestion(
  tx: Tx,
  { question, pitch, what, at }: { question: QuestionRow; pitch: PitchRow; what: "asked" | "answered"; at: Date },
): Promise<void> {
  const time = what === "answered" ? `:${at.toISOString()}` : "";
  const key = `question:${question.id}:${what}${time}`;
  const { seasonId, roundId } = pitch;
  const body = { questionId: question.id };
  await announce(tx, { key, seasonId, roundId, kind: "question", body, notify: false }, at);
}

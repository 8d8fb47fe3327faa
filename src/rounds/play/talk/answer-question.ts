import type { Game } from "../../game.ts";
import { getPitch, type PitchRow } from "../../store/pitches.ts";
import { lastQuestionNumber, lockQuestion, putAnswer, type QuestionRow } from "../../store/questions.ts";
import { getSeason } from "../../store/seasons.ts";
import { UserError } from "../../user-error.ts";
import { refuseBanned } from "../host/ban-person.ts";
import { answersFor } from "../rights/owner-of.ts";
import { announceQuestion } from "./announce-question.ts";
import { requireTalk } from "./talked-pitch.ts";

export interface AnsweredQuestion {
  readonly question: QuestionRow;
  readonly pitch: PitchRow;
  /** There was an answer before, which this one takes the place of. */
  readonly mended: boolean;
}

/** Answers a question about one's own pitch; answering again mends the answer. */
export async function answerQuestion(
  game: Game,
  wish: { readonly season: string; readonly by: string; readonly number: number; readonly text: string },
): Promise<AnsweredQuestion> {
  const { by, number, text } = wish;
  return game.database.transaction(async (tx) => {
    const season = await getSeason(tx, wish.season);
    await refuseBanned(tx, season.id, wish.by);
    const asked = await lockQuestion(tx, season.id, number);
    if (asked === null) throw unknownQuestion(number, await lastQuestionNumber(tx, season.id));
    const pitch = await getPitch(tx, asked.pitchId);
    if (!answersFor(by, pitch.content.authors)) {
      throw new UserError(
        "not-author",
        `Q${number} asks about ${pitch.letter}, ${pitch.content.title}, which is not your pitch.`,
        `Its authors answer: ${pitch.content.authors.join(", ")}.`,
      );
    }
    await requireTalk(tx, pitch);
    const at = game.clock.now();
    const question = await putAnswer(tx, asked.id, { by, text, at });
    await announceQuestion(tx, { question, pitch, what: "answered", at });
    return { question, pitch, mended: asked.answer !== null };
  });
}

function unknownQuestion(number: number, last: number): UserError {
  const known = last === 0 ? "Nothing was asked in this season yet." : `The questions so far are Q1 to Q${last}.`;
  const hint = `${last === 1 ? "The only question so far is Q1." : known} A pitch's own card shows those about it: /pitch show B`;
  return new UserError("unknown-question", `There is no question Q${number}.`, hint);
}

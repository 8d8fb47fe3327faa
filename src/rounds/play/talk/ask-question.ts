import type { Game } from "../../game.ts";
import type { PitchRow } from "../../store/pitches.ts";
import { insertQuestion, type QuestionRow } from "../../store/questions.ts";
import { getSeason } from "../../store/seasons.ts";
import { requirePlayer } from "../rights/require-player.ts";
import { spendQuota } from "../rights/spend-quota.ts";
import { announceQuestion } from "./announce-question.ts";
import { talkedPitch } from "./talked-pitch.ts";

/** Asks about a pitch of the open round or the bench; the question stands on the pitch, with its asker's name. */
export async function askQuestion(
  game: Game,
  wish: { readonly season: string; readonly by: string; readonly letter: string; readonly text: string },
): Promise<{ readonly question: QuestionRow; readonly pitch: PitchRow }> {
  return game.database.transaction(async (tx) => {
    const season = await getSeason(tx, wish.season);
    await requirePlayer(tx, game, season.id, { name: wish.by, role: "shark" });
    const { pitch, row } = await talkedPitch(tx, season, wish.letter);
    await spendQuota(tx, game, season, { what: "questions", by: wish.by, round: row });
    const { by: asker, text } = wish;
    const at = game.clock.now();
    const question = await insertQuestion(tx, { seasonId: season.id, pitchId: pitch.id, asker, text, at });
    await announceQuestion(tx, { question, pitch, what: "asked", at });
    return { question, pitch };
  });
}

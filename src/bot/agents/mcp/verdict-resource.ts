import { recordedVerdicts } from "../../../rounds/memory/recorded-verdicts.ts";
import { roundView } from "../../../rounds/memory/round-view.ts";
import { findRoundByNumber } from "../../../rounds/store/rounds.ts";
import { getSeason } from "../../../rounds/store/seasons.ts";
import { UserError } from "../../../rounds/user-error.ts";
import { verdictCard } from "../../cards/verdict-card.ts";
import { verdictLog } from "../../chat/announcing/verdict-files.ts";
import type { Tank } from "../../commands/run-command.ts";
import type { Told } from "./resource-result.ts";

/** A pitch's verdict as the chat shows it, with the whole log of a run that failed. */
export async function verdictTold({ game, season }: Tank, number: number, letter: string): Promise<Told> {
  const { db } = game.database;
  const { id: seasonId } = await getSeason(db, season);
  const row = await findRoundByNumber(db, seasonId, number);
  const view = row === null ? null : await roundView(db, row.id);
  const pitch = view?.pitches.find((each) => each.letter === letter.toUpperCase());
  const stored = recordedVerdicts(view?.verdicts ?? []).find(
    ({ pitchId }) => pitch !== undefined && pitchId === pitch.id,
  );
  if (view === null || pitch === undefined || stored === undefined) {
    throw new UserError(
      "no-verdict-yet",
      `There is no verdict on ${letter.slice(0, 3)} in a round ${number}.`,
      "tank_history lists the rounds, tank_status says what is waited for.",
    );
  }
  const log = await verdictLog(db, view, stored.runId);
  const { verdict, ran, ruling, runId } = stored;
  return {
    card: verdictCard(view, stored),
    facts: { round: number, pitch: pitch.letter, run: runId, ...verdict, ran, ruling },
    ...(log !== null && { files: { [log.name]: new TextDecoder().decode(log.bytes) } }),
  };
}

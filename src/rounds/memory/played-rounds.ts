import { panelPointsOf, sharkPointsOf } from "../store/credibility-entries.ts";
import type { Db } from "../store/database.ts";
import { fundsOf } from "../store/past-ballots.ts";
import { pastPitches } from "../store/past-pitches.ts";
import { pastVerdicts } from "../store/past-verdicts.ts";
import { decidedRounds } from "../store/rounds.ts";
import { ballotOutcome } from "./ballot-outcome.ts";
import { fundedPitches } from "./funded-pitches.ts";
import { recordedVerdicts } from "./recorded-verdicts.ts";
import type { PlayedRound } from "./scoreboard.ts";

/** The decided rounds of a season as the scoreboard reads them: of all that ran, only what was funded is read. */
export async function playedRounds(db: Db, seasonId: number): Promise<readonly PlayedRound[]> {
  const points = await panelPointsOf(db, seasonId);
  const entries = Map.groupBy(await sharkPointsOf(db, seasonId), ({ roundId }) => roundId);
  const rounds = await decidedRounds(db, seasonId);
  const funds = await fundsOf(
    db,
    rounds.map(({ id }) => id),
  );
  const ids = [...fundedPitches(funds).values()].flat();
  const pitches = Map.groupBy(await pastPitches(db, ids), ({ roundId }) => roundId);
  const verdicts = new Map(recordedVerdicts(await pastVerdicts(db, ids)).map((each) => [each.pitchId, each]));
  return rounds.map(({ id, number, title, promoted, unconfirmed }): PlayedRound => {
    const funded = (pitches.get(id) ?? []).flatMap((pitch) => {
      const found = verdicts.get(pitch.id);
      if (!found) return [];
      const verdict = { ...found.verdict, success: ballotOutcome(found, pitch.id === promoted) };
      return [{ title: pitch.title, prediction: pitch.prediction, verdict, unconfirmed: pitch.id === unconfirmed }];
    });
    return { number, title, funded, panelPoints: points.get(id) ?? null, entries: entries.get(id) ?? [] };
  });
}

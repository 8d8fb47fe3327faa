import { panelPointsOf } from "../store/credibility-entries.ts";
import type { Db } from "../store/database.ts";
import { fundsOf } from "../store/past-ballots.ts";
import { pastPitches } from "../store/past-pitches.ts";
import { pastVerdicts } from "../store/past-verdicts.ts";
import { roundsOf } from "../store/rounds.ts";
import { ballotOutcome } from "./ballot-outcome.ts";
import { fundedPitches } from "./funded-pitches.ts";
import { recordedVerdicts } from "./recorded-verdicts.ts";
import type { PlayedRound } from "./scoreboard.ts";

/** The decided rounds of a season as the scoreboard reads them: of all that ran, only what was funded is read. */
export async function playedRounds(db: Db, seasonId: number): Promise<readonly PlayedRound[]> {
  const points = await panelPointsOf(db, seasonId);
  const rounds = (await roundsOf(db, seasonId)).filter(({ round }) => round.now.state === "decided");
  const funded = fundedPitches(await fundsOf(db, seasonId));
  const ids = [...funded.values()].flat();
  const pitches = new Map((await pastPitches(db, ids)).map((pitch) => [pitch.id, pitch]));
  const verdicts = new Map(recordedVerdicts(await pastVerdicts(db, ids)).map((each) => [each.pitchId, each]));
  return rounds.map(({ id, number, title, round }): PlayedRound => {
    const { promoted, unconfirmed } = round.now.state === "decided" ? round.now : { promoted: null, unconfirmed: null };
    const runs = (funded.get(id) ?? []).flatMap((pitchId) => {
      const pitch = pitches.get(pitchId);
      const found = verdicts.get(pitchId);
      if (!pitch || !found) return [];
      const verdict = { ...found.verdict, success: ballotOutcome(found, pitchId === promoted) };
      return [{ title: pitch.title, prediction: pitch.prediction, verdict, unconfirmed: pitchId === unconfirmed }];
    });
    return { number, title, funded: runs, panelPoints: points.get(id) ?? null };
  });
}

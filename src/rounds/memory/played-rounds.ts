import { ballotsOf } from "../store/ballots.ts";
import { panelPointsOf } from "../store/credibility-entries.ts";
import type { Db } from "../store/database.ts";
import { pitchesOf } from "../store/pitches.ts";
import { roundsOf } from "../store/rounds.ts";
import { verdictsOf } from "../store/verdicts.ts";
import { tally } from "../tally.ts";
import { ballotOutcome } from "./ballot-outcome.ts";
import { recordedVerdicts } from "./recorded-verdicts.ts";
import type { PlayedRound } from "./scoreboard.ts";

/** The decided rounds of a season as the scoreboard reads them. */
export async function playedRounds(db: Db, seasonId: number): Promise<readonly PlayedRound[]> {
  const points = await panelPointsOf(db, seasonId);
  const rounds = (await roundsOf(db, seasonId)).filter(({ round }) => round.now.state === "decided");
  const played: PlayedRound[] = [];
  for (const { id, number, title, round } of rounds) {
    const { promoted, unconfirmed } = round.now.state === "decided" ? round.now : { promoted: null, unconfirmed: null };
    const pitches = await pitchesOf(db, id);
    const ids = pitches.map((pitch) => pitch.id);
    const counted = tally(ids, await ballotsOf(db, id), 1);
    const verdicts = recordedVerdicts(await verdictsOf(db, id));
    const funded = (counted?.funded ?? []).flatMap((pitchId) => {
      const pitch = pitches.find((candidate) => candidate.id === pitchId);
      const found = verdicts.find((stored) => stored.pitchId === pitchId);
      if (!pitch || !found) return [];
      const { title: name, prediction } = pitch.content;
      const success = ballotOutcome(found, pitchId === promoted);
      const verdict = { ...found.verdict, success };
      return [{ title: name, prediction, verdict, unconfirmed: pitchId === unconfirmed }];
    });
    played.push({ number, title, funded, panelPoints: points.get(id) ?? null });
  }
  return played;
}

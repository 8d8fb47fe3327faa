import type { Scene } from "../play/scene.ts";
import type { PitchId, Round } from "../round/round-state.ts";
import { wildCard } from "../season.ts";
import { setApproach } from "../store/approaches.ts";
import { ballotsOf } from "../store/ballots.ts";
import { putCredibility } from "../store/credibility-entries.ts";
import type { Tx } from "../store/database.ts";
import { pitchesOf } from "../store/pitches.ts";
import { roundScope } from "../store/scopes.ts";
import { verdictsOf } from "../store/verdicts.ts";
import { ballotOutcome } from "./ballot-outcome.ts";
import { panelEntry, type Statement, sharkEntry } from "./credibility.ts";
import { lessonOf } from "./lessons.ts";
import { recordedVerdicts } from "./recorded-verdicts.ts";

/** After the last verdict: every stated probability of a pitch that ran meets its reality, and approaches move. */
export async function settleRound(tx: Tx, scene: Scene, at: Date): Promise<void> {
  await settleCredibility(tx, scene, at);
  await settleApproaches(tx, scene, at);
}

async function settleCredibility(tx: Tx, scene: Scene, at: Date): Promise<void> {
  const { row } = scene;
  const outcomes = await outcomesOf(tx, row.round);
  const entries = (await ballotsOf(tx, row.id)).flatMap(({ shark, chances }) => {
    const statements = chances.map(
      ({ pitch, percent }): Statement => ({ probability: percent / 100, success: outcomes.get(pitch) ?? null }),
    );
    const points = sharkEntry(statements);
    const scored = statements.filter((statement) => statement.success !== null).length;
    return points === null ? [] : [{ shark, points, statements: scored }];
  });
  const panel = panelEntry(entries.map((entry) => entry.points));
  if (panel === null) return;
  const statements = entries.reduce((sum, entry) => sum + entry.statements, 0);
  for (const entry of [...entries, { shark: null, points: panel, statements }]) {
    await putCredibility(tx, { seasonId: row.seasonId, roundId: row.id, ...entry, at });
  }
}

/** Success by pitch; null where the verdict is void, absent where nothing ran. */
async function outcomesOf(tx: Tx, { id, now }: Round): Promise<ReadonlyMap<number, boolean | null>> {
  const promoted = now.state === "decided" ? now.promoted : null;
  const verdicts = recordedVerdicts(await verdictsOf(tx, id));
  return new Map(
    verdicts.flatMap(({ pitchId, verdict }) =>
      pitchId === null ? [] : [[pitchId, ballotOutcome(verdict, pitchId === promoted)]],
    ),
  );
}

async function settleApproaches(tx: Tx, scene: Scene, at: Date): Promise<void> {
  const { row } = scene;
  const unconfirmed: PitchId | null = row.round.now.state === "decided" ? row.round.now.unconfirmed : null;
  const verdicts = recordedVerdicts(await verdictsOf(tx, row.id));
  const pitches = await pitchesOf(tx, row.id);
  const scope = await roundScope(tx, row.id);
  for (const key of new Set(pitches.map((pitch) => pitch.content.approach))) {
    if (key === wildCard) continue;
    const ids = pitches.filter((pitch) => pitch.content.approach === key).map((pitch) => pitch.id);
    const own = verdicts.filter(({ pitchId }) => ids.some((id) => id === pitchId));
    const lesson = lessonOf(
      own.map(({ verdict }) => verdict),
      !own.some(({ pitchId }) => pitchId === unconfirmed),
    );
    if (!lesson) continue;
    const { seasonId, id: roundId } = row;
    await setApproach(tx, { seasonId, key, roundId, lesson, evidence: "measured", scope, author: null, at });
  }
}

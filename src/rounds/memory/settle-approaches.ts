import type { Scene } from "../play/scene.ts";
import type { PitchId } from "../round/round-state.ts";
import { wildCard } from "../season.ts";
import { approachesOf, setApproach } from "../store/approaches.ts";
import type { Tx } from "../store/database.ts";
import { pitchesOf } from "../store/pitches.ts";
import { roundScope } from "../store/scopes.ts";
import { verdictsOf } from "../store/verdicts.ts";
import { type Lesson, lessonOf } from "./lessons.ts";
import { recordedVerdicts } from "./recorded-verdicts.ts";

/** Moves the approaches of a round's pitches by what their verdicts taught; a verdict that fell takes its lesson along. */
export async function settleApproaches(tx: Tx, { row }: Scene, at: Date): Promise<void> {
  const { now, terms } = row.round;
  // A repair says that a kernel is right, and nothing of what makes one fast.
  if (terms.kind !== "optimise") return;
  const unconfirmed: PitchId | null = now.state === "decided" ? now.unconfirmed : null;
  const verdicts = recordedVerdicts(await verdictsOf(tx, row.id)).filter(({ ruling }) => !ruling?.tainted);
  const pitches = await pitchesOf(tx, row.id);
  const known = await approachesOf(tx, row.seasonId);
  const scope = await roundScope(tx, row.id);
  for (const key of new Set(pitches.map((pitch) => pitch.content.approach))) {
    if (key === wildCard) continue;
    const ids = pitches.filter((pitch) => pitch.content.approach === key).map((pitch) => pitch.id);
    const own = verdicts.filter(({ pitchId }) => ids.some((id) => id === pitchId));
    const taught = lessonOf(
      own.map(({ verdict }) => verdict),
      !own.some(({ pitchId }) => pitchId === unconfirmed),
    );
    const before = known.find((approach) => approach.key === key);
    const isThisRounds = before?.round_id === row.id && before.evidence === "measured";
    const lesson = taught ?? (isThisRounds && before.status !== "viable" ? fallen(row.number) : null);
    const isKnown = isThisRounds && lesson?.status === before.status && lesson.text === before.why[0];
    if (!lesson || isKnown) continue;
    const { seasonId, id: roundId } = row;
    await setApproach(tx, { seasonId, key, roundId, lesson, evidence: "measured", scope, author: null, at });
  }
}

function fallen(round: number): Lesson {
  return { status: "viable", text: `What round ${round} had shown of it no longer stands.` };
}

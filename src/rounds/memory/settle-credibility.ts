import type { Scene } from "../play/scene.ts";
import { ballotsOf } from "../store/ballots.ts";
import { creditOf, putCredibility } from "../store/credibility-entries.ts";
import type { Tx } from "../store/database.ts";
import { verdictsOf } from "../store/verdicts.ts";
import { ballotOutcomes } from "./ballot-outcome.ts";
import { compensatingEntry, panelEntry, type Statement, sharkEntry } from "./credibility.ts";
import { recordedVerdicts } from "./recorded-verdicts.ts";

interface Earned {
  /** Null: the panel. */
  readonly shark: string | null;
  readonly points: number | null;
  /** How many statements scored. */
  readonly statements: number;
}

/** Writes a round's entries; where it has some already, what makes their sums right. */
export async function settleCredibility(tx: Tx, { row }: Scene, at: Date): Promise<void> {
  const outcomes = ballotOutcomes(row.round.now, recordedVerdicts(await verdictsOf(tx, row.id)));
  const sharks = (await ballotsOf(tx, row.id)).map(({ shark, chances }): Earned => {
    const statements = chances.map(
      ({ pitch, percent }): Statement => ({ probability: percent / 100, success: outcomes.get(pitch) ?? null }),
    );
    const scored = statements.filter((statement) => statement.success !== null).length;
    return { shark, points: sharkEntry(statements), statements: scored };
  });
  const points = panelEntry(sharks.flatMap((earned) => (earned.points === null ? [] : [earned.points])));
  const panel: Earned = {
    shark: null,
    points,
    statements: sharks.reduce((sum, { statements }) => sum + statements, 0),
  };
  const known = await creditOf(tx, row.id);
  const entry = known.last + 1;
  const isFirst = known.last === 0;
  const earned = [...sharks, panel].map((each) => ({ ...each, before: known.points.get(each.shark) ?? null }));
  const changed = earned.some(({ points: now, before }) => compensatingEntry(before, now) !== 0);
  if (isFirst ? points === null : !changed) return;
  for (const { shark, points: now, before, statements } of earned) {
    if (now === null && before === null) continue;
    const added = compensatingEntry(before, now);
    await putCredibility(tx, { seasonId: row.seasonId, roundId: row.id, shark, entry, points: added, statements, at });
  }
}

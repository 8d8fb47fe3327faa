import { readKnobs } from "../../knobs/knobs.ts";
import type { KnownApproach, PitchContext } from "../../pitching/pitch-context.ts";
import { type ApproachRow, approachesOf } from "../../store/approaches.ts";
import { currentBaseline, getBaseline } from "../../store/baselines.ts";
import { currentMachine } from "../../store/code-verdicts.ts";
import type { Tx } from "../../store/database.ts";
import { type RoundRow, roundNumbers } from "../../store/rounds.ts";
import type { SeasonRow } from "../../store/seasons.ts";
import { getSource } from "../../store/sources.ts";

/** What a pitch of this season must answer to; `round` null: it goes on the bench. */
export async function pitchContext(tx: Tx, season: SeasonRow, round: RoundRow | null): Promise<PitchContext> {
  const baseline = round ? await getBaseline(tx, round.baselineId) : await currentBaseline(tx, season.id);
  const numbers = await roundNumbers(tx, season.id);
  const machine = await currentMachine(tx, season.id);
  const approaches = (await approachesOf(tx, season.id)).map((row): KnownApproach => {
    const number = row.round_id === null ? undefined : numbers.get(row.round_id);
    return {
      key: row.key,
      name: season.settings.approaches[row.key]?.name ?? row.key,
      status: row.status,
      evidence: row.evidence,
      why: row.why,
      round: number === undefined ? row.taught_by : `round ${number}`,
      elsewhere: measuredElsewhere(row, season.problemVersionId, machine),
    };
  });
  const knobs = readKnobs(await getSource(tx, baseline.source_sha256)).map(({ name }) => name);
  const { terms } = round?.round ?? {};
  return {
    approaches,
    round: round && terms ? { number: round.number, kind: terms.kind, only: terms.only } : null,
    requires: season.settings.rules.requires,
    words: { knobs, cases: season.problem.labels, hidesKnobs: season.settings.rules.source === "none" },
  };
}

/** An elimination holds for its problem version and its machine; what has no scope was said of this very season. */
function measuredElsewhere({ scope }: ApproachRow, problemVersionId: number, machine: string | null): string | null {
  if (scope === null) return null;
  if (scope.problemVersionId !== problemVersionId) return "on another version of the problem";
  return machine === null || scope.machine === machine ? null : `on ${scope.machine}`;
}

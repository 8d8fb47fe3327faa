import type { Game } from "../../game.ts";
import { VerdictRules } from "../../judging/verdict/verdict-rules.ts";
import type { PitchId } from "../../round/round-state.ts";
import type { Tx } from "../../store/database.ts";
import { insertUnbuiltRun } from "../../store/runs.ts";
import { putVerdict } from "../../store/verdicts.ts";
import type { Scene } from "../scene.ts";
import { announceVerdict } from "./announce-verdict.ts";
import { newRun } from "./new-run.ts";

/** No code by the deadline is a verdict too: void for the ballots, and the approach stays viable. */
export async function recordNotBuilt(tx: Tx, game: Game, scene: Scene, pitch: PitchId): Promise<void> {
  const run = await newRun(tx, game, scene, { purpose: "verdict", pitch, against: null });
  const id = await insertUnbuiltRun(tx, run);
  const row = { id, round_id: scene.row.id, pitch_id: pitch };
  await putVerdict(
    tx,
    row,
    {
      verdict: "not built",
      reason: "no-code-by-deadline",
      detail: "No code was handed in by the build deadline; the approach stays viable.",
      success: null,
      speedup: null,
      ci95: null,
      ci99: null,
      cases: [],
      rules: VerdictRules.parse({}),
    },
    null,
    run.at,
  );
  await announceVerdict(tx, scene, { runId: id, pitchId: pitch }, run.at);
}

import { phaseDeadline } from "../deadline.ts";
import type { Game } from "../game.ts";
import { killPoint } from "../kill-point.ts";
import { settleRound } from "../memory/settle-round.ts";
import { transition } from "../round/round.ts";
import type { Effect, PitchId, Round, RoundEvent } from "../round/round-state.ts";
import { insertBaseline } from "../store/baselines.ts";
import type { Tx } from "../store/database.ts";
import { announce } from "../store/outbox.ts";
import type { AnnouncementKind } from "../store/outbox-tables.ts";
import { freezePitches, getPitch } from "../store/pitches.ts";
import { type RoundRow, saveRound } from "../store/rounds.ts";
import { cancelRunsOf, enqueueRun } from "../store/runs.ts";
import { getSeasonById } from "../store/seasons.ts";
import { newRun, type WantedRun } from "./runs/new-run.ts";
import { recordNotBuilt } from "./runs/record-not-built.ts";
import { runPitch } from "./runs/run-pitch.ts";
import type { Scene } from "./scene.ts";

/** Moves a round by one event: its new state and everything it owes are written in the caller's transaction. */
export async function advance(tx: Tx, game: Game, row: RoundRow, event: RoundEvent): Promise<Round> {
  const { round, effects } = transition(row.round, event);
  if (round === row.round) return round;
  await saveRound(tx, round, game.clock.now(), await deadlineOf(tx, game, row, round));
  killPoint("state-saved");
  await applyEffects(tx, game, { ...row, round }, effects);
  return round;
}

/** A phase keeps its deadline, extended or not, until the next one begins. */
async function deadlineOf(tx: Tx, game: Game, row: RoundRow, round: Round): Promise<Date | null> {
  if (round.now.state === row.round.now.state) return row.deadlineAt;
  return phaseDeadline(round, (await getSeasonById(tx, row.seasonId)).settings.rules, game.clock.now());
}

export async function applyEffects(tx: Tx, game: Game, row: RoundRow, effects: readonly Effect[]): Promise<void> {
  const season = await getSeasonById(tx, row.seasonId);
  for (const effect of effects) await applyEffect(tx, game, { row, season }, effect);
}

async function applyEffect(tx: Tx, game: Game, scene: Scene, effect: Effect): Promise<void> {
  const at = game.clock.now();
  const { row } = scene;
  switch (effect.type) {
    case "enqueue-baseline-check":
      return enqueue(tx, game, scene, { purpose: "opening", pitch: null, against: null });
    case "enqueue-run":
      return runPitch(tx, game, scene, effect.pitch);
    case "enqueue-confirmation":
      return effect.against === "baseline"
        ? enqueue(tx, game, scene, { purpose: "confirm-baseline", pitch: effect.pitch, against: null })
        : enqueue(tx, game, scene, { purpose: "confirm-runner-up", pitch: effect.pitch, against: effect.against });
    case "cancel-runs":
      return cancelRunsOf(tx, row.id, at);
    case "freeze-pitches":
      return freezePitches(tx, row.id);
    case "record-not-built":
      return recordNotBuilt(tx, game, scene, effect.pitch);
    case "promote":
      return promote(tx, scene, effect.pitch, at);
    case "settle":
      return settleRound(tx, scene, at);
    case "announce-opened":
      return say(tx, scene, "round-opened", "opened", at, true);
    case "announce-voting":
      return say(tx, scene, "voting-opened", "voting", at, true);
    case "announce-tally":
      return say(tx, scene, "tally", "tally", at, false);
    case "announce-decided":
      return say(tx, scene, "decided", "decided", at, false);
    case "announce-cancelled":
      return say(tx, scene, "cancelled", "cancelled", at, false);
    case "announce-needs-host":
      // The same question can come up again after a rerun, at another time.
      return say(tx, scene, "needs-host", `needs-host:${effect.question}:${at.toISOString()}`, at, false);
  }
}

async function say(
  tx: Tx,
  scene: Scene,
  kind: AnnouncementKind,
  name: string,
  at: Date,
  notify: boolean,
): Promise<void> {
  const { row } = scene;
  const key = `round:${row.id}:${name}`;
  await announce(tx, { key, seasonId: row.seasonId, roundId: row.id, kind, body: { roundId: row.id }, notify }, at);
}

async function enqueue(tx: Tx, game: Game, scene: Scene, wanted: WantedRun): Promise<void> {
  await enqueueRun(tx, game.database, await newRun(tx, game, scene, wanted));
}

async function promote(tx: Tx, { row, season }: Scene, pitch: PitchId, at: Date): Promise<void> {
  const { sourceSha256 } = await getPitch(tx, pitch);
  if (sourceSha256 === null) throw new Error(`pitch ${pitch} has no code to promote`);
  const { problemVersionId } = season;
  const from = { round: row.id, pitch };
  await insertBaseline(tx, { seasonId: row.seasonId, sourceSha256, problemVersionId, from, at });
}

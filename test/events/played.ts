import { closeVoting, openVoting } from "../../src/rounds/play/move-round.ts";
import { openRound } from "../../src/rounds/play/open-round.ts";
import { startMeasurement } from "../../src/rounds/play/runs/start-measurement.ts";
import { askQuestion } from "../../src/rounds/play/talk/ask-question.ts";
import { demandProof } from "../../src/rounds/play/talk/demand-proof.ts";
import { castBallot } from "../../src/rounds/play/votes/cast-ballot.ts";
import { owedAfter } from "../../src/rounds/store/outbox-stream.ts";
import { getSeason } from "../../src/rounds/store/seasons.ts";
import { kernel, pitch, proofReportOf, reportOf, runAll, type World } from "../play/world.ts";

/** A decided round with one of everything that is announced, a private measurement among it. */
export async function playRound(world: World, season: string): Promise<void> {
  await pitch(world, season, { title: "on the bench", author: "bob", code: "bench kernel" });
  await openRound(world.game, { season, title: "A round", host: "hanna" });
  await runAll(world, season, (run) => reportOf(run, 1));
  await pitch(world, season, { title: "Deep pipeline", author: "sam/agent", code: "deep kernel" });
  await askQuestion(world.game, { season, by: "sue", letter: "A", text: "How many registers?" });
  await demandProof(world.game, { season, by: "sue", letter: "A" });
  await runAll(world, season, (run) => proofReportOf(run));
  await startMeasurement(world.game, { season, by: "eve", files: kernel("eve's own"), what: "eve's own" });
  await runAll(world, season, (run) => reportOf(run, 1.2));
  await openVoting(world.game, season);
  const ballot = { shark: "sue", fund: "A", chances: { A: 73 }, reason: "a secret reason" };
  await castBallot(world.game, { season, ballot });
}

/** Ends it with a verdict that is faster and held up. */
export async function endRound(world: World, season: string): Promise<void> {
  await closeVoting(world.game, season);
  for (let time = 0; time < 2; time++) await runAll(world, season, (run) => reportOf(run, 1.5));
}

/** What a season owes, oldest first. */
export async function owed({ database: { db } }: World, season: string) {
  return owedAfter(db, (await getSeason(db, season)).id, 0, 10_000);
}

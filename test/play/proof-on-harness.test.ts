import { expect, it } from "vitest";
import { submitPitch } from "../../src/rounds/play/pitches/submit-pitch.ts";
import { recordReport } from "../../src/rounds/play/runs/record-report.ts";
import { demandProof } from "../../src/rounds/play/talk/demand-proof.ts";
import { getProof } from "../../src/rounds/store/proofs.ts";
import type { RunJob } from "../../src/rounds/store/queue.ts";
import { plainRunner } from "../../src/runner/runner-settings.ts";
import { type AttemptEvent, startWorker } from "../../src/runner/worker.ts";
import { roundOnRealProblem } from "../crash/real-problem.ts";
import { honestBody, kernel } from "../runner/doubling.ts";
import { openWorld, type World } from "./world.ts";

/** The real worker and harness, judged in turn: `next` resolves when one more run was judged. */
async function realRunner({ game, database, clock }: World, signal: AbortSignal) {
  const stored: RunJob[] = [];
  const waiting: ((job: RunJob) => void)[] = [];
  const onAttempt = ({ event, runId, attempt }: AttemptEvent) => {
    if (event !== "run-stored") return;
    const waiter = waiting.shift();
    if (waiter) waiter({ runId, attempt });
    else stored.push({ runId, attempt });
  };
  const worker = await startWorker(database, {
    runner: plainRunner("local"),
    now: () => clock.at,
    onEvent: () => undefined,
    onAttempt,
    signal,
  });
  return {
    stopped: worker.stopped,
    async next() {
      const job = stored.shift() ?? (await new Promise<RunJob>((resolve) => void waiting.push(resolve)));
      await recordReport(game, job);
    },
  };
}

it("a proof is built and checked by the real harness: right code passes, wrong code fails with its case", {
  timeout: 120_000,
}, async () => {
  await using world = await openWorld();
  const { game, database } = world;
  await roundOnRealProblem(game);
  const stop = new AbortController();
  const runner = await realRunner(world, stop.signal);
  await runner.next();
  const bodies = { Right: honestBody, Wrong: "for (let i = 0; i < count; i++) store<f32>(to + i * 4, 3);" };
  for (const [title, body] of Object.entries(bodies)) {
    const content = { title, approach: "wild-card", authors: ["ada"], prediction: { low: 2, high: 2 } };
    await submitPitch(game, { season: "real", content, files: kernel(body) });
  }
  const outcomes = [];
  for (const letter of ["A", "B"]) {
    const { proof } = await demandProof(game, { season: "real", by: "sue", letter });
    await runner.next();
    outcomes.push((await getProof(database.db, proof.id)).outcome);
  }
  expect(outcomes).toMatchObject([
    { passed: true, detail: "It builds, and all 4 of its cases and tests are correct.", cases: [] },
    { passed: false, detail: expect.stringMatching(/elements/), error: { stage: "check" } },
  ]);
  stop.abort();
  await runner.stopped;
});

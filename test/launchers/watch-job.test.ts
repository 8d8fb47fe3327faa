import { describe, expect, it, vi } from "vitest";
import { launch } from "../../src/runner/launching/launch.ts";
import { watchJob } from "../../src/runner/launching/watch-job.ts";
import type { HarnessEvent } from "../../src/runner/protocol.ts";
import { doublingBundle } from "../runner/doubling.ts";

/** A scheduler that gives these answers, and then the last of them for ever. */
function scheduler(...answers: readonly (string | null)[]) {
  const ask = vi.fn(async () => answers[Math.min(ask.mock.calls.length, answers.length) - 1] ?? null);
  return { ask, everyMs: 1, queueMs: 60_000 };
}

describe("a job that is asked for while its harness is silent", () => {
  it("is lost once the scheduler has twice in a row known nothing of it", async () => {
    const job = scheduler("", "PENDING", "", null, "", "");
    const fault = await watchJob(job, { onState: () => undefined, over: new AbortController().signal });
    expect(fault).toMatchObject({ kind: "lost", message: expect.stringMatching(/does not know its job any more/) });
    expect(job.ask).toHaveBeenCalledTimes(6);
  });

  it.each([
    ["that does not answer", [null]],
    ["that knows it", ["PENDING"]],
    ["that answers only now and then", ["", null, "", "RUNNING", "", null, "", null]],
  ])("is not lost by a scheduler %s", async (_, answers) => {
    const over = new AbortController();
    const job = scheduler(...answers);
    const end = watchJob(job, { onState: () => undefined, over: over.signal });
    await vi.waitFor(() => expect(job.ask.mock.calls.length).toBeGreaterThan(20));
    over.abort();
    expect(await end).toBeNull();
  });

  it("tells each state once", async () => {
    const states: string[] = [];
    const job = scheduler("PENDING", "PENDING", null, "PENDING", "CONFIGURING", "", "");
    await watchJob(job, { onState: (state) => states.push(state), over: new AbortController().signal });
    expect(states).toEqual(["PENDING", "CONFIGURING"]);
  });

  it("is given up where its turn never comes", async () => {
    const job = { ...scheduler("PENDING"), queueMs: 5 };
    const fault = await watchJob(job, { onState: () => undefined, over: new AbortController().signal });
    expect(fault).toMatchObject({
      kind: "limit",
      message: expect.stringMatching(/^Its job waited for its turn longer/),
    });
  });
});

describe("a launcher whose scheduler is asked", () => {
  const bundle = doublingBundle(null);
  const silent = `process.stdin.on("end", () => process.exit()).resume();`;
  const limitMs = 300;
  const start = (source: string, job: ReturnType<typeof scheduler>, onEvent?: (event: HarnessEvent) => void) =>
    launch({
      command: [process.execPath, "-e", source],
      bundle,
      limitMs,
      job,
      graceMs: 5000,
      ...(onEvent && { onEvent }),
    });

  it("is ended once its job is gone", async () => {
    expect(await start(silent, scheduler("PENDING", "", ""))).toMatchObject({ failure: { kind: "lost" } });
  });

  it("is asked no more once its harness speaks, whose limit begins then", async () => {
    const job = scheduler("PENDING");
    const say = `console.log(JSON.stringify({ event: "stage-started", stage: "build" }));`;
    const events: { readonly what: string; readonly asked: number }[] = [];
    const source = `setTimeout(() => { ${say} }, ${3 * limitMs}); ${silent}`;
    const outcome = await start(source, job, (event) =>
      events.push({ what: "holders" in event ? event.holders : event.event, asked: job.ask.mock.calls.length }),
    );
    expect(outcome).toMatchObject({ failure: { kind: "limit", message: "The run took longer than 0.3 s." } });
    expect(events.map(({ what }) => what)).toEqual(["its scheduler says PENDING", "stage-started"]);
    expect(job.ask).toHaveBeenCalledTimes(events[1]?.asked ?? 0);
  });
});

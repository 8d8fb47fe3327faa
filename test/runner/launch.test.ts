import { describe, expect, it, vi } from "vitest";
import { launch } from "../../src/runner/launching/launch.ts";
import { doublingBundle } from "./doubling.ts";
import { canCountProcesses, isAlive } from "./processes.ts";

const bundle = doublingBundle(null);

/** A harness of one line, in place of a real one. */
function launchFake(source: string, options: Partial<Parameters<typeof launch>[0]> = {}) {
  return launch({ command: [process.execPath, "-e", source], bundle, limitMs: 10_000, ...options });
}

const report = {
  protocol: 1,
  runId: bundle.runId,
  attempt: bundle.attempt,
  harness: { name: "fake", sha256: "0".repeat(64) },
  machine: { name: "none", kind: "cpu", facts: {} },
  versions: {},
  sandbox: "wasm",
  hashes: { problem: "0".repeat(64), baseline: "0".repeat(64), candidate: null },
  stageMs: {},
  checks: [],
  cases: [],
};
const say = (event: object) => `console.log(${JSON.stringify(JSON.stringify(event))});`;

/** Starts a process that would live on, tells its number on stderr, and hangs. */
const hang = `
  const { spawn } = require("node:child_process");
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "inherit" });
  console.error("grandchild", child.pid);
  process.on("SIGTERM", () => {});
  console.log(${JSON.stringify(JSON.stringify({ event: "stage-started", stage: "build" }))});
  setInterval(() => {}, 1000);
`;

function grandchildOf(log: string): number {
  return Number(/grandchild (\d+)/.exec(log)?.[1]);
}

describe.concurrent("launching a harness", () => {
  it("gives it the bundle as stdin's first line, and passes events on until the report", async () => {
    const events: string[] = [];
    const echo = `process.stdin.once("data", (data) => {
      const runId = JSON.parse(data.toString().split("\\n")[0]).runId;
      ${say({ event: "stage-started", stage: "build" })}
      console.log(JSON.stringify({ event: "report", report: { ...${JSON.stringify(report)}, runId } }));
    });`;
    const outcome = await launchFake(echo, { onEvent: ({ event }) => events.push(event) });
    expect(outcome).toEqual({ ok: true, report });
    expect(events).toEqual(["stage-started", "report"]);
  });

  it("passes on no environment but the one given", async () => {
    const source = `console.error(JSON.stringify(process.env)); process.exit(3)`;
    const outcome = await launchFake(source, {
      command: ["/usr/bin/env", "MARK=here", process.execPath, "-e", source],
      env: { GIVEN: "yes" },
    });
    if (outcome.ok) throw new Error("a fake without a report");
    expect(outcome.failure.kind).toBe("lost");
    expect(JSON.parse(outcome.failure.log)).toEqual({ GIVEN: "yes", MARK: "here" });
  });

  it("is lost when the harness ends without a report, with the tail of what it printed", async () => {
    const outcome = await launchFake(`console.error("x".repeat(200_000), "last words"); process.exitCode = 7`);
    expect(outcome).toMatchObject({ ok: false, failure: { kind: "lost" } });
    if (outcome.ok) return;
    expect(outcome.failure.message).toMatch(/without a report\. \S+ ended with exit code 7\.$/);
    expect(outcome.failure.log.trimEnd()).toMatch(/last words$/);
    expect(outcome.failure.log.length).toBeLessThan(100_000);
  });

  it("is lost when there is no such command", async () => {
    const outcome = await launch({ command: ["/no/such/program"], bundle, limitMs: 10_000 });
    expect(outcome).toMatchObject({ ok: false, failure: { kind: "lost" } });
  });

  it.each([
    ["a line that is not JSON", `console.log("hello")`, /not JSON: hello/],
    ["an unknown event", say({ event: "winner" }), /event that the protocol does not know/],
    [
      "a report with a sample of zero",
      say({
        event: "report",
        report: { ...report, cases: [{ label: "a", clock: "call", blocks: [{ baseline: [0], candidate: [1] }] }] },
      }),
      /report\.cases\.0\.blocks\.0\.baseline\.0/,
    ],
    [
      "lists of unequal length",
      say({
        event: "report",
        report: { ...report, cases: [{ label: "a", clock: "call", blocks: [{ baseline: [1, 2], candidate: [1] }] }] },
      }),
      /same number of samples/,
    ],
    [
      "the report of another attempt",
      say({ event: "report", report: { ...report, attempt: 2 } }),
      /the report of another run/,
    ],
  ])("refuses %s", async (_what, source, message) => {
    const outcome = await launchFake(`${source}; setInterval(() => {}, 1000)`);
    expect(outcome).toMatchObject({
      ok: false,
      failure: { kind: "protocol", message: expect.stringMatching(message) },
    });
  });

  it.runIf(canCountProcesses)("ends a harness that hangs, and all it started, at the limit", async () => {
    const outcome = await launchFake(hang, { limitMs: 1500 });
    if (outcome.ok) throw new Error("a fake without a report");
    expect(outcome.failure).toMatchObject({ kind: "limit", message: "The run took longer than 1.5 s." });
    await vi.waitFor(() => expect(isAlive(grandchildOf(outcome.failure.log))).toBe(false));
  });

  it.runIf(canCountProcesses)("ends it, and all it started, when the caller says stop", async () => {
    const stop = new AbortController();
    const outcome = await launchFake(hang, { signal: stop.signal, onEvent: () => stop.abort() });
    if (outcome.ok) throw new Error("a fake without a report");
    expect(outcome.failure.kind).toBe("stopped");
    await vi.waitFor(() => expect(isAlive(grandchildOf(outcome.failure.log))).toBe(false));
  });
});

import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { env } from "node:process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SandboxTier } from "../../src/rounds/report.ts";
import { longestRunS } from "../../src/rounds/store/queue.ts";
import { launch } from "../../src/runner/launching/launch.ts";
import { launcherWords, shellText } from "../../src/runner/launching/launcher-words.ts";
import { pythonCommand } from "../../src/runner/launching/python-harness.ts";
import { openServeSession } from "../../src/runner/launching/serve-session.ts";
import { bundleFor } from "../../src/runner/make-bundle.ts";
import { runLimitMs } from "../../src/runner/run-limit.ts";
import { RunnerSettings } from "../../src/runner/runner-settings.ts";
import { pythonBundle, pythonProblem, standIn, told } from "./python-problem.ts";
import { lacks } from "./requirements.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tank-launchers-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const { PATH = "" } = env;
const start = { command: pythonCommand("python3"), env: { PATH }, preamble: standIn.preamble, graceMs: 5000 };
const run = (wishes: readonly string[], runId?: string) => ({
  bundle: pythonBundle(told(...wishes), runId),
  limitMs: 20_000,
});

const values = { run: "1-1", minutes: "1" };

/** A launcher that hands its words to a shell on the other side, as ssh does. */
function remoteShell(name: string): string {
  const path = join(folder, name);
  writeFileSync(path, '#!/bin/sh\nwhile [ "$1" = -o ]; do shift 2; done\nshift\nexec /bin/sh -c "$*"\n');
  chmodSync(path, 0o755);
  return path;
}

describe.skipIf(lacks("python"))("the Python harness's launch", { concurrent: true }, () => {
  it("carries the harness on stdin and the run behind it", async () => {
    const outcome = await launch({ ...start, ...run(["speedup 2"]) });
    expect(outcome).toMatchObject({ ok: true, report: { runId: "run-1", machine: { name: "stand-in GPU" } } });
  });

  it("goes through a remote shell as one quoted word", async () => {
    const settings = RunnerSettings.parse({ launcher: [remoteShell("ssh"), "gpu-box"] });
    const words = launcherWords(settings, start.command, values);
    expect(words.slice(-2)).toEqual(["gpu-box", expect.stringMatching(/^python3 -u -B -c '/)]);
    expect(await launch({ ...start, command: words, ...run([]) })).toMatchObject({ ok: true });
  });

  it("goes through another launcher of such a kind where it is told that it has a shell", async () => {
    const settings = RunnerSettings.parse({ launcher: [remoteShell("teleport"), "gpu-box"], shell: true });
    const outcome = await launch({ ...start, command: launcherWords(settings, start.command, values), ...run([]) });
    expect(outcome).toMatchObject({ ok: true });
  });

  it("has words of its own for a launcher without a shell", () => {
    const settings = RunnerSettings.parse({ launcher: ["srun", "--gres=gpu:1"] });
    expect(launcherWords(settings, ["python3", "-c", "a b"], values)).toEqual([
      ...["srun", "--gres=gpu:1", "python3", "-c", "a b"],
    ]);
  });

  it.each([["it's"], ["a\nb"], ['$HOME `id` \\ " * ;'], [""]])("quotes %j for a POSIX shell", (word) => {
    const said = execFileSync("/bin/sh", ["-c", shellText(["printf", "%s", word])], { encoding: "utf8" });
    expect(said).toBe(word);
  });

  it("puts no quote into its constant command, and nothing of a run", () => {
    expect(pythonCommand("python3").join("")).not.toContain("'");
  });

  it("is lost with the interpreter's own words when its stdin ends too early", async () => {
    const outcome = await launch({ ...start, preamble: Buffer.from("00000000001x"), ...run([]) });
    expect(outcome).toMatchObject({ ok: false, failure: { kind: "lost", log: expect.stringContaining("Error") } });
  });

  it("is asked to end before it is killed", async () => {
    const outcome = await launch({ ...start, ...run(["hangs"]), limitMs: 4000 });
    expect(outcome).toMatchObject({ ok: false, failure: { kind: "limit", log: "hanging\n" } });
  });
});

const pidOf = (outcome: Awaited<ReturnType<typeof launch>>) =>
  outcome.ok ? outcome.report.machine.facts["pid"] : null;

describe.skipIf(lacks("python"))("a harness that stays", { concurrent: true }, () => {
  it("measures run after run in one process", async () => {
    await using session = openServeSession(start);
    const first = await session.run(run([], "run-1"));
    const second = await session.run(run([], "run-2"));
    expect(second).toMatchObject({ ok: true, report: { runId: "run-2", machine: { facts: { runs: 2 } } } });
    expect(pidOf(first)).toBe(pidOf(second));
  });

  it("is started anew after one that died in a run, which is that run's fault alone", async () => {
    await using session = openServeSession(start);
    const first = await session.run(run([]));
    const died = await session.run(run(["dies"]));
    expect(died).toMatchObject({ ok: false, failure: { kind: "lost", log: expect.stringContaining("told to die") } });
    const next = await session.run(run([]));
    expect(next).toMatchObject({ ok: true, report: { machine: { facts: { runs: 1 } } } });
    expect(pidOf(next)).not.toBe(pidOf(first));
  });

  it("is started anew after a run that was stopped in its middle", async () => {
    await using session = openServeSession(start);
    const stop = new AbortController();
    const stopped = await session.run({ ...run(["hangs"]), signal: stop.signal, onEvent: () => stop.abort() });
    expect(stopped).toMatchObject({ ok: false, failure: { kind: "stopped" } });
    expect(await session.run(run([]))).toMatchObject({ ok: true, report: { machine: { facts: { runs: 1 } } } });
  });

  it("may not answer a run with what it says after the one before", async () => {
    await using session = openServeSession(start);
    await session.run(run(["repeats"], "run-1"));
    const outcome = await session.run(run([], "run-2"));
    expect(outcome).toMatchObject({
      ok: false,
      failure: { kind: "protocol", message: "The harness sent the report of another run." },
    });
    expect(await session.run(run([], "run-3"))).toMatchObject({ ok: true, report: { runId: "run-3" } });
  });
});

describe("what is asked of a sandbox", () => {
  const parts = { ...pythonBundle(null), limits: { checkMs: 1, caseMs: 1 }, budgetMsPerCase: 50 };
  const required = (sandbox: SandboxTier | undefined, ofRunner?: SandboxTier) =>
    bundleFor({ ...parts, sandbox }, RunnerSettings.parse(ofRunner === undefined ? {} : { sandbox: ofRunner })).sandbox
      ?.required;

  it("is the most for native code, unless its season asks for less", () => {
    expect([required(undefined), required("user"), required("container")]).toEqual(["full", "user", "container"]);
  });

  it("is never less by a runner's word, and may be more", () => {
    expect([required("full", "container"), required("container", "user")]).toEqual(["full", "user"]);
  });

  it("is never WebAssembly's wall for native code", () => {
    expect(required("wasm")).toBe("container");
  });
});

describe("a run by the problem's own evaluator", () => {
  const problem = { ...pythonProblem, method: "evaluator" as const };
  const parts = {
    ...pythonBundle(told()),
    sandbox: undefined,
    limits: { checkMs: 1000, caseMs: 1000 },
    budgetMsPerCase: 50,
  };

  it("is asked for its one clock and for nothing alone, on whatever device", () => {
    for (const device of ["cuda", "cpu"] as const) {
      const { timing } = bundleFor({ ...parts, problem }, RunnerSettings.parse({ device }));
      expect(timing).toEqual({ clocks: ["evaluator"], budgetMsPerCase: 50 });
    }
    expect(bundleFor(parts, RunnerSettings.parse({})).timing).toMatchObject({
      clocks: ["gpu", "call"],
      integrity: true,
    });
  });

  it("may take as long as ten processes with all cases", () => {
    const bundle = bundleFor({ ...parts, problem }, RunnerSettings.parse({}));
    expect(runLimitMs(bundle)).toBeGreaterThan(10 * problem.benchmarks.length * bundle.limits.caseMs);
  });
});

describe("the limit of a whole run", () => {
  it("is above the wait for the device and every stage", () => {
    const bundle = pythonBundle(told());
    const { limits, problem, device } = bundle;
    const stages = 2 * limits.buildMs + 2 * limits.checkMs + problem.benchmarks.length * 3 * limits.caseMs;
    expect(runLimitMs(bundle)).toBeGreaterThan((device?.patienceMs ?? 0) + stages);
  });

  it("is always below the time after which a worker counts as hung, with its runner's check", () => {
    const bundle = pythonBundle(told());
    const endless = { ...bundle, limits: { ...bundle.limits, caseMs: 1e12 } };
    expect(2 * runLimitMs(endless)).toBeLessThan(longestRunS * 1000);
  });
});

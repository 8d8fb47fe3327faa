import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { AskedRun } from "../../src/runner/launching/open-harness.ts";
import { readPythonHarness } from "../../src/runner/launching/python-harness.ts";
import { measureOnce } from "../../src/runner/measure-once.ts";
import type { Bundle } from "../../src/runner/protocol.ts";
import { runLimitMs } from "../../src/runner/run-limit.ts";
import { pySumsBundle, pySumsCandidate } from "../runner/py-sums.ts";
import { pythonBundle, standIn, told } from "../runner/python-problem.ts";
import { processesWith, reportOf } from "../runner/python-run.ts";
import { escapingBundle, isAtWork, nothingIsLeft } from "./escaping.ts";
import { type GpuPython, gpuPython } from "./gpu-python.ts";
import { type SlurmCluster, startSlurm } from "./slurm-cluster.ts";
import { overSlurm, whyNoSlurm } from "./slurm-runner.ts";

describe.skipIf(whyNoSlurm)(`on Slurm ${whyNoSlurm ?? ""}`, { timeout: 150_000 }, () => {
  let slurm: SlurmCluster;
  beforeAll(async () => {
    slurm = await startSlurm();
  });
  afterAll(() => slurm[Symbol.asyncDispose]());

  const measure = (python: GpuPython, run: AskedRun, harness = readPythonHarness) =>
    measureOnce(overSlurm(slurm, python), run, { python: harness });
  const hanging = (name: string): Bundle => pythonBundle(told("hangs"), name);
  const noJobIsLeft = (withinMs = 10_000) =>
    vi.waitFor(() => expect(slurm.jobs()).toEqual([]), { timeout: withinMs, interval: 200 });
  const isRunning = (name: string) =>
    vi.waitFor(() => expect(slurm.jobs("%j %T")).toContain(`${name} RUNNING`), { timeout: 20_000, interval: 100 });
  const hasBegun = (python: GpuPython, name: string) =>
    vi.waitFor(() => expect(python.starts().some((start) => start.startsWith(`${name} `))).toBe(true), {
      timeout: 20_000,
      interval: 100,
    });
  /** The launchers of this Python, and not what they started. */
  const launchersOf = ({ mark }: GpuPython) =>
    processesWith(mark).filter((pid) => readFileSync(`/proc/${pid}/cmdline`, "utf8").startsWith("srun"));

  it("a run ends with a report, from a job with its name and its limit", async () => {
    const python = gpuPython(slurm.folder);
    const bundle: Bundle = { ...pySumsBundle(await pySumsCandidate("faster")), sandbox: { required: "container" } };
    let job = "";
    const report = reportOf(
      await measure(python, {
        bundle,
        onEvent: ({ event }) => {
          if (event === "built" && job === "") job = slurm.jobs("%j %l %b").join();
        },
      }),
    );
    expect(report).not.toHaveProperty("failure");
    const [name, limit, gpus] = job.split(" ");
    expect([name, gpus]).toEqual(["tank-run-1-1", "gres:gpu:1"]);
    expect(minutesOf(limit ?? "")).toBe(Math.ceil(runLimitMs(bundle) / 60_000));
    await noJobIsLeft();
  });

  it("a stopped run is dead within 5 s, with all that its kernel left behind", async () => {
    const python = gpuPython(slurm.folder);
    const stop = new AbortController();
    const outcome = measure(python, { bundle: escapingBundle, signal: stop.signal });
    await isAtWork(python);
    stop.abort();
    await nothingIsLeft(python, 5000);
    expect(await outcome).toMatchObject({ ok: false, failure: { kind: "stopped" } });
    await noJobIsLeft();
  });

  it("a run that is stopped while its job waits leaves none in the queue", async () => {
    const python = gpuPython(slurm.folder);
    const [free, stop] = [new AbortController(), new AbortController()];
    const holders = ["one", "two"].map((name) =>
      measure(python, { bundle: hanging(name), signal: free.signal }, () => standIn),
    );
    for (const name of ["one", "two"]) await isRunning(`tank-${name}-1`);
    const third = measure(python, { bundle: hanging("three"), signal: stop.signal }, () => standIn);
    await vi.waitFor(() => expect(slurm.jobs("%j %T")).toContain("tank-three-1 PENDING"), { timeout: 10_000 });
    stop.abort();
    expect(await third).toMatchObject({ ok: false, failure: { kind: "stopped" } });
    expect(slurm.jobs().toSorted()).toEqual(["tank-one-1", "tank-two-1"]);
    free.abort();
    await Promise.all(holders);
    await nothingIsLeft(python, 1000);
    await noJobIsLeft();
  });

  it("a harness that hears nothing any more is dead within 5 s of a stop", async () => {
    const python = gpuPython(slurm.folder);
    const stop = new AbortController();
    const outcome = measure(python, { bundle: hanging("deaf"), signal: stop.signal }, () => standIn);
    await hasBegun(python, "tank-deaf-1");
    const launchers = launchersOf(python);
    for (const pid of processesWith(python.mark).filter((each) => !launchers.includes(each)))
      process.kill(pid, "SIGSTOP");
    stop.abort();
    await nothingIsLeft(python, 5000);
    expect(await outcome).toMatchObject({ ok: false, failure: { kind: "stopped" } });
    await noJobIsLeft();
  });

  it("an srun that is killed is the runner's fault, and its job is cancelled", async () => {
    const python = gpuPython(slurm.folder);
    const outcome = measure(python, { bundle: hanging("cut") }, () => standIn);
    await hasBegun(python, "tank-cut-1");
    for (const pid of launchersOf(python)) process.kill(pid, "SIGKILL");
    expect(await outcome).toMatchObject({
      failure: { kind: "lost", message: expect.stringMatching(/killed by SIGKILL/) },
    });
    await nothingIsLeft(python, 5000);
    await noJobIsLeft();
  });

  it("what an earlier attempt left there is cancelled before the next begins", async () => {
    const python = gpuPython(slurm.folder);
    const orphan = spawn("srun", ["--quiet", "--job-name=tank-run-1-1", "--gres=gpu:1", "sleep", "600"], {
      env: slurm.env,
      stdio: "ignore",
    });
    await isRunning("tank-run-1-1");
    orphan.kill("SIGKILL");
    const outcome = await measure(python, { bundle: { ...pythonBundle(null), attempt: 2 } }, () => standIn);
    expect(outcome).toMatchObject({ ok: true, report: { attempt: 2 } });
    await noJobIsLeft();
  });

  it("a job that Slurm takes away or refuses is the runner's fault, with what to do about it", async () => {
    const python = gpuPython(slurm.folder);
    const outcome = measure(python, { bundle: hanging("taken") }, () => standIn);
    await hasBegun(python, "tank-taken-1");
    const cancel = spawn("scancel", ["--name=tank-taken-1"], { env: slurm.env, stdio: "ignore" });
    expect(await outcome).toMatchObject({
      failure: { kind: "lost", message: expect.stringMatching(/Somebody cancelled its job, or Slurm did\./) },
    });
    expect(cancel.exitCode).toBe(0);
    const refused = await measureOnce(overSlurm(slurm, python, ["--gres=gpu:9"]), { bundle: hanging("much") });
    expect(refused).toMatchObject({
      failure: {
        kind: "lost",
        message: expect.stringMatching(/Slurm takes no such job: start the launcher's command/),
      },
    });
    await noJobIsLeft();
  });
});

/** Of Slurm's `1-02:03:04`, `2:03:04` or `3:04`. */
function minutesOf(limit: string): number {
  const [clock = "", days = "0"] = limit.split("-").toReversed();
  const [seconds = 0, minutes = 0, hours = 0] = clock.split(":").map(Number).toReversed();
  return Number(days) * 1440 + hours * 60 + minutes + seconds / 60;
}

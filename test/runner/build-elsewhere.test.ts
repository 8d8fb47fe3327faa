import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { env } from "node:process";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Report, Side } from "../../src/rounds/report.ts";
import { hashFiles } from "../../src/rounds/source-hash.ts";
import { buildElsewhere } from "../../src/runner/building/build-elsewhere.ts";
import type { LaunchOutcome } from "../../src/runner/launching/harness-process.ts";
import type { AskedRun, Harness } from "../../src/runner/launching/open-harness.ts";
import { readPythonHarness } from "../../src/runner/launching/python-harness.ts";
import { openMeasuring } from "../../src/runner/open-measuring.ts";
import type { Bundle, HarnessEvent } from "../../src/runner/protocol.ts";
import { plainRunner, type Runner } from "../../src/runner/runner-settings.ts";
import { cudaOnHost, evaluatorBundle, fileOf } from "./evaluator-problem.ts";
import { pySumsBundle } from "./py-sums.ts";
import { python, whyNoPython } from "./python-run.ts";
import { lacks } from "./requirements.ts";
import { standInNvcc, whyNoStandIn } from "./stand-in-nvcc.ts";

const { PATH = "" } = env;

let folder = "";
let started = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tank-builder-"));
  started = join(folder, "started");
});
beforeEach(() => writeFileSync(started, ""));
afterAll(() => rmSync(folder, { recursive: true }));

/** A machine that notes when a harness is started on it. */
function machine(name: string, path: string, settings: Partial<Runner["settings"]> = {}): Runner {
  const launcher = ["/bin/sh", "-c", `echo ${name} >> ${started}; exec "$@"`, "sh"];
  return {
    name,
    settings: { ...plainRunner(name).settings, device: "cpu", python, launcher, ...settings },
    env: { PATH: path },
  };
}
const startedOn = () => readFileSync(started, "utf8").trim().split("\n");
const reportOf = (outcome: LaunchOutcome) => {
  if (!outcome.ok) throw new Error(`${outcome.failure.kind}: ${outcome.failure.message}\n${outcome.failure.log}`);
  return outcome.report;
};

describe.skipIf(whyNoStandIn)(`CUDA files, built on a machine of its own ${whyNoStandIn ?? ""}`, () => {
  const nvcc = standInNvcc();
  afterAll(() => nvcc[Symbol.dispose]());
  const problem = cudaOnHost();
  const kernel = (text: string) => ({ "submission.cu": text });
  const baseline = kernel(fileOf("cuda-own-evaluator", "baseline.cu"));
  const bundleOf = (candidate: Bundle["candidate"]) =>
    evaluatorBundle(problem, baseline, candidate, { checkOnly: true });
  const open = () =>
    openMeasuring(
      { ...machine("gpu-box", "/usr/bin:/bin"), builder: machine("build-box", nvcc.path) },
      { python: readPythonHarness },
    );

  it("starts the machine that measures only when all is built, and builds the same files once", {
    timeout: 120_000,
  }, async () => {
    await using measuring = open();
    const events: string[] = [];
    const onEvent = (event: HarnessEvent) =>
      events.push("side" in event ? `${event.event} ${event.side}` : event.event);
    const candidate = kernel(fileOf("cuda-own-evaluator", "block-scan.cu"));
    const report = reportOf(await measuring.run({ bundle: bundleOf(candidate), onEvent }));
    expect(report).not.toHaveProperty("failure");
    expect(report.versions["nvcc"]).toBe("0.0.0");
    expect(report.machine.facts["builtOn"]).toMatch(/^build-box \(.+\)$/);
    expect(report.checks).toHaveLength(4);
    expect(startedOn()).toEqual(["build-box", "gpu-box"]);
    expect(events.slice(0, 4)).toEqual(["stage-started", "stage-started", "built baseline", "built candidate"]);
    expect(events.filter((each) => each === "report")).toHaveLength(1);

    reportOf(await measuring.run({ bundle: bundleOf(candidate) }));
    expect(startedOn()).toEqual(["build-box", "gpu-box", "gpu-box"]);
  });

  it("takes no GPU for what does not compile", async () => {
    await using measuring = open();
    const broken = kernel('#include "task.h"\nvoid custom_kernel() { scan(); }\n');
    const report = reportOf(await measuring.run({ bundle: bundleOf(broken) }));
    expect(report.failure).toMatchObject({ side: "candidate", stage: "build", kind: "error" });
    expect(report.failure?.message).toMatch(/^submission\.cu:2: error: .scan. was not declared/);
    expect(report.hashes.candidate).toBe(hashFiles(broken));
    expect(startedOn()).toEqual(["build-box"]);
  });

  it("blames the builder for what it lacks", async () => {
    const lame = machine("build-box", "/usr/bin:/bin");
    await using measuring = openMeasuring(
      { ...machine("gpu-box", nvcc.path), builder: { ...lame, settings: { ...lame.settings, launcher: ["/no/ssh"] } } },
      { python: readPythonHarness },
    );
    const outcome = await measuring.run({ bundle: bundleOf(baseline) });
    expect(outcome).toMatchObject({ ok: false, failure: { kind: "lost" } });
    expect(outcome.ok ? "" : outcome.failure.message).toMatch(
      /^The builder build-box: The harness ended without a report\. \/no\/ssh can't be started/,
    );
  });
});

const whyNoCompiler = whyNoPython ?? (lacks("c++") ? "no C++ compiler" : undefined);

describe.skipIf(whyNoCompiler)(`a problem's build command ${whyNoCompiler ?? ""}`, () => {
  it("runs on the builder, in pairs too, and a problem without one never goes there", {
    timeout: 120_000,
  }, async () => {
    await using measuring = openMeasuring(
      { ...machine("gpu-box", PATH, { serve: true }), builder: machine("build-box", PATH) },
      { python: readPythonHarness },
    );
    const source = `
import os
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "built.txt")) as file:
    raise ValueError(file.read().strip())
`;
    const plain = pySumsBundle({ "submission.py": source });
    const bundle = { ...plain, problem: { ...plain.problem, build: "echo made by a builder > built.txt" } };
    const failed = reportOf(await measuring.run({ bundle }));
    expect(failed.failure?.message).toBe("submission.py:4: ValueError: made by a builder");
    expect(startedOn()).toEqual(["build-box", "gpu-box"]);

    const without = reportOf(await measuring.run({ bundle: plain }));
    expect(without.failure?.message).toMatch(/FileNotFoundError/);
    expect(startedOn()).toEqual(["build-box", "gpu-box"]);
  });

  it("is the baseline's alone where there is no candidate", { timeout: 120_000 }, async () => {
    await using measuring = openMeasuring(
      { ...machine("gpu-box", PATH), builder: machine("build-box", PATH) },
      { python: readPythonHarness },
    );
    const plain = pySumsBundle(null);
    const bundle = { ...plain, problem: { ...plain.problem, build: "echo made > built.txt" } };
    const report = reportOf(await measuring.run({ bundle }));
    expect(report).not.toHaveProperty("failure");
    expect(report.cases.every(({ blocks }) => blocks.length > 0)).toBe(true);
  });
});

/** Builders that can't be had: their compilers change, they lie, they are stopped. */
describe("a builder in between", () => {
  const plain = pySumsBundle({ "submission.py": "# a candidate\n" });
  const bundle: Bundle = { ...plain, problem: { ...plain.problem, build: "make" } };
  const facts: Omit<Report, "hashes" | "versions"> = {
    protocol: 1,
    runId: bundle.runId,
    attempt: bundle.attempt,
    harness: { name: "fake", sha256: "0".repeat(64) },
    machine: { name: "a processor", kind: "cpu", facts: {} },
    sandbox: "full",
    stageMs: {},
    checks: [],
    cases: [],
  };
  const honest = {
    problem: bundle.problem.sha256,
    baseline: hashFiles(bundle.baseline),
    candidate: hashFiles(bundle.candidate ?? {}),
  };

  type Answer = (asked: AskedRun) => LaunchOutcome;
  function world(answer: Answer, settings: Partial<Runner["settings"]> = {}) {
    const builds: (readonly Side[] | undefined)[] = [];
    const measured: Bundle[] = [];
    const harness = (run: Answer): Harness => ({
      run: async (asked) => run(asked),
      [Symbol.asyncDispose]: async () => undefined,
    });
    const builder = {
      runner: { ...plainRunner("build-box"), settings: { ...plainRunner("build-box").settings, ...settings } },
      harness: harness((asked) => {
        builds.push(asked.bundle.buildOnly);
        return answer(asked);
      }),
    };
    const measuring = harness((asked) => {
      measured.push(asked.bundle);
      return { ok: true, report: { ...facts, hashes: honest, versions: {} } };
    });
    return { builds, measured, whole: buildElsewhere(builder, measuring) };
  }
  const builds =
    (versions: Record<string, string>, hashes: Report["hashes"] = honest): Answer =>
    ({ bundle: { buildOnly = [] }, onEvent }) => {
      for (const side of buildOnly) {
        onEvent?.({ event: "artefacts", side, ms: 2, data: `${side} by ${versions["nvcc"]}` });
      }
      return { ok: true, report: { ...facts, hashes, versions } };
    };
  const other = (text: string): Bundle => ({ ...bundle, candidate: { "submission.py": text } });

  it("never compares what two compilers built", async () => {
    let nvcc = "12.9";
    const {
      builds: asked,
      measured,
      whole,
    } = world((run) => {
      const candidate = hashFiles(run.bundle.candidate ?? {});
      return builds({ nvcc }, { ...honest, candidate })(run);
    });
    await whole.run({ bundle });
    await whole.run({ bundle: other("# the next\n") });
    nvcc = "13.0";
    await whole.run({ bundle: other("# after an upgrade\n") });
    expect(asked).toEqual([["baseline", "candidate"], ["candidate"], ["candidate"], ["baseline", "candidate"]]);
    const { sides, versions, on } = measured.at(-1)?.built ?? {};
    expect(versions).toEqual({ nvcc: "13.0" });
    expect(on).toBe("build-box (a processor)");
    expect(sides).toEqual({
      baseline: { ms: 2, data: "baseline by 13.0" },
      candidate: { ms: 2, data: "candidate by 13.0" },
    });
  });

  it("believes nothing that was built of other files, or not sent", async () => {
    const lies = world(builds({}, { ...honest, candidate: "0".repeat(64) }));
    const message = "The builder build-box: It did not send what it was to build: the candidate.";
    expect(await lies.whole.run({ bundle })).toMatchObject({ ok: false, failure: { kind: "protocol", message } });
    const forgets = world(() => ({ ok: true, report: { ...facts, hashes: honest, versions: {} } }));
    expect(await forgets.whole.run({ bundle })).toMatchObject({ ok: false, failure: { kind: "protocol" } });
    expect([...lies.measured, ...forgets.measured]).toEqual([]);
  });

  it("names itself where its machine is at fault, and lets a stop be one", async () => {
    const failure = {
      side: "runner",
      stage: "build",
      kind: "error",
      message: "this machine has no nvcc",
      log: "",
    } as const;
    const lacks = world(() => ({ ok: true, report: { ...facts, hashes: honest, versions: {}, failure } }));
    const outcome = await lacks.whole.run({ bundle });
    expect(reportOf(outcome).failure?.message).toBe("on the builder build-box: this machine has no nvcc");
    const stopped: LaunchOutcome = {
      ok: false,
      failure: { kind: "stopped", message: "The run was stopped.", log: "" },
    };
    expect(await world(() => stopped).whole.run({ bundle })).toEqual(stopped);
  });

  it("asks a builder for the strictest of the tiers, without a GPU", async () => {
    const asked: Bundle[] = [];
    const answer: Answer = (run) => {
      asked.push(run.bundle);
      return builds({})(run);
    };
    const lax: Bundle = {
      ...bundle,
      sandbox: { required: "container" },
      device: { kind: "cuda", patienceMs: 9, architecture: "90a" },
    };
    await world(answer).whole.run({ bundle: lax });
    expect(asked[0]?.device).toEqual({ kind: "cpu", patienceMs: 0, architecture: "90a" });
    expect(asked[0]?.sandbox).toEqual({ required: "container" });
    await world(answer, { sandbox: "user" }).whole.run({ bundle: lax });
    expect(asked[1]?.sandbox).toEqual({ required: "user" });
  });
});

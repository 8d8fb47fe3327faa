import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { env } from "node:process";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { problemProgram } from "../../src/bot/cli/tank/problem.ts";
import { checkProblem } from "../../src/bot/problem-check/check-problem.ts";
import { hasGpuHere } from "../../src/bot/runner-for-python.ts";
import { makeBundle } from "../../src/runner/make-bundle.ts";
import { measureOnce } from "../../src/runner/measure-once.ts";
import { readProblem } from "../../src/runner/problem.ts";
import { type Runner, RunnerSettings } from "../../src/runner/runner-settings.ts";
import { python, whyNoPython } from "../runner/python-run.ts";
import { lacks } from "../runner/requirements.ts";
import { writtenFolder } from "../runner/written-problem.ts";

const { PATH = "" } = env;

let printed = "";
let folder = "";
beforeEach(() => {
  printed = "";
  folder = join(writtenFolder({}), "my-problem");
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    printed += text;
    return true;
  });
});
afterEach(() => vi.restoreAllMocks());

const settings = RunnerSettings.parse({ device: "cpu", python });
const runner: Runner = { name: "cpu", settings, env: { PATH } };

/** Its check in full, and one candidate built and checked. */
async function play(candidate: string) {
  const problem = await readProblem(folder);
  const place = { runner, sandbox: undefined, budgetMsPerCase: 50, onEvent: () => undefined };
  const isPython = problem.bundle.lang === "py";
  const { findings } = await checkProblem(problem, { ...place, sandbox: isPython ? "container" : "wasm" });
  const shipped = problem.candidates[candidate];
  if (shipped?.kind !== "files") throw new Error(`there is no candidate ${candidate} of files`);
  expect(shipped.files).not.toEqual(problem.baseline);
  const run = { problem, runId: "1", attempt: 1, candidate: shipped.files, timedCases: [], runner: settings };
  const outcome = await measureOnce(runner, {
    bundle: makeBundle({ ...run, sandbox: isPython ? "container" : "wasm" }),
  });
  if (!outcome.ok) throw new Error(outcome.failure.message);
  return { findings, report: outcome.report };
}

describe("npm run tank -- problem new", () => {
  it("writes a problem in WebAssembly that plays on any machine, and says how to go on", async () => {
    expect(await problemProgram(["new", folder, "--lang", "wasm"])).toBe(0);
    expect(printed).toContain(`npm run tank -- problem check ${folder}`);
    expect(printed).toContain(`npm run measure -- --problem ${folder} --candidate simd`);
    expect(printed).toContain(`npm run tank -- init --problem ${folder} --name my-problem --yes`);
    const { findings, report } = await play("simd");
    expect(findings.map(({ mark }) => mark)).not.toContain("bad");
    expect(report.failure).toBeUndefined();
    expect(report.checks.filter(({ mismatched }) => mismatched > 0)).toEqual([]);
  });

  it("writes a problem in Python, in GPU MODE's format", async () => {
    expect(await problemProgram(["new", folder, "--lang", "py"])).toBe(0);
    expect(printed.includes("--candidate one-pass --runner NAME")).toBe(!hasGpuHere());
    const { title, method, candidates, baselineFrom } = await readProblem(folder);
    expect({ title, method: method.name, baselineFrom }).toEqual({
      title: "My problem",
      method: "pairs",
      baselineFrom: "submission.py",
    });
    expect(Object.keys(candidates)).toEqual(["one-pass"]);
  });

  it.skipIf(whyNoPython !== undefined || lacks("torch"))("writes one that plays without a GPU", async () => {
    await problemProgram(["new", folder, "--lang", "py"]);
    const { findings, report } = await play("one-pass");
    expect(findings.map(({ detail }) => detail).at(-1)).toBe("is refused in every one of 4 cases");
    expect(report.failure).toBeUndefined();
    expect(report.checks.filter(({ mismatched }) => mismatched > 0)).toEqual([]);
  });

  it("never overwrites a folder", async () => {
    const taken = writtenFolder({ "task.yml": "mine" });
    await expect(problemProgram(["new", taken, "--lang", "wasm"])).rejects.toThrow("is there already");
    expect(readFileSync(join(taken, "task.yml"), "utf8")).toBe("mine");
  });

  it("refuses odd names and unknown languages", async () => {
    await expect(problemProgram(["new", `${folder}/a b`, "--lang", "wasm"])).rejects.toThrow("can't name a problem");
    await expect(problemProgram(["new", folder, "--lang", "rust"])).rejects.toThrow('--lang can\'t be "rust"');
    await expect(problemProgram(["new"])).rejects.toThrow("Name one new problem");
    expect(existsSync(folder)).toBe(false);
  });
});

import { describe, expect, it } from "vitest";
import { noGpuHint } from "../../src/bot/no-gpu-hint.ts";
import { localPlan } from "../../src/bot/runner-choice.ts";
import { runnerForPython } from "../../src/bot/runner-for-python.ts";
import { type Runner, RunnerSettings } from "../../src/runner/runner-settings.ts";

const runner = (name: string, settings: object): Runner => ({
  name,
  settings: RunnerSettings.parse(settings),
  env: {},
});
const withRunners = (...more: readonly Runner[]) => ({ ...localPlan, runners: [...localPlan.runners, ...more] });
const cpu = runner("cpu", { device: "cpu" });
const h100 = runner("h100", { launcher: ["ssh", "gpu-box"] });

describe("a machine without a GPU", () => {
  const message = "this machine has no NVIDIA driver (libnvidia-ml.so.1 is missing): run the worker where the GPU is";

  it("is told which other runners there are, or how to add one", () => {
    expect(noGpuHint(message, withRunners(cpu), "local")).toBe("Name a runner with --runner: config/tank.yml has cpu.");
    expect(noGpuHint(message, withRunners(cpu, h100), "local")).toContain("has cpu and h100.");
    expect(noGpuHint(message, localPlan, "local")).toContain("Add a runner to config/tank.yml");
    expect(noGpuHint("The compiler died.", withRunners(cpu), "local")).toBeNull();
  });

  it("has the runner of a problem in Python named, where there is one, and only where it is needed", () => {
    expect(runnerForPython(withRunners(cpu), false)).toMatchObject({ name: "cpu" });
    expect(runnerForPython(withRunners(cpu, h100), false)).toEqual({
      name: "NAME",
      how: "local has no GPU: NAME is one of cpu and h100.",
    });
    expect(runnerForPython(localPlan, false)).toMatchObject({
      name: "NAME",
      how: expect.stringContaining("runners: {}"),
    });
    expect(runnerForPython(localPlan, true)).toBeNull();
    expect(runnerForPython({ ...withRunners(cpu), usual: "cpu" }, false)).toBeNull();
  });
});

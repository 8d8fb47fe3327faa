import { describe, expect, it } from "vitest";
import type { BlockConditions, ForeignProcess } from "../../../../src/rounds/report.ts";
import { calm, gpuReport } from "../sample-gpu-report.ts";
import { failure } from "../sample-report.ts";
import { faultOf, verdictOf } from "../verdict-of.ts";

/** The report with one block of one case under other conditions. */
function disturbed(conditions: Partial<BlockConditions>, clock: "gpu" | "call" = "gpu") {
  const cases = gpuReport().cases.map((each) =>
    each.label === "large" && each.clock === clock
      ? { ...each, conditions: each.blocks.map((_, block) => (block === 7 ? { ...calm, ...conditions } : calm)) }
      : each,
  );
  return gpuReport({ cases });
}

const process: ForeignProcess = { seen: "after", pid: 4242, name: "python3 train.py", memoryMb: 31_337.4 };

describe("R23: a disturbed run is the runner's fault, whatever its samples say", () => {
  it("a calm one is none", () => {
    expect(verdictOf(gpuReport()).verdict).toBe("faster");
  });

  it.each([
    "HwSlowdown",
    "hw_thermal_slowdown",
    "SW Thermal Slowdown",
    "hardware slowdown",
    "HW Power Brake Slowdown",
    "clocks_event_reasons.hw_power_brake_slowdown",
  ])("the GPU slowed itself down by %s in a single block", (reason) => {
    const fault = faultOf(disturbed({ throttle: ["SwPowerCap", reason], smMhz: 1905 }));
    expect(fault).toMatchObject({ kind: "runner", stage: "time", label: "large" });
    expect(fault.detail).toBe(
      `The GPU slowed itself down (${reason}; 1905 MHz, 41 °C) in block 8 of large, gpu clock.`,
    );
  });

  it.each(["sw_power_cap", "SwPowerCap", "GpuIdle", "ApplicationsClocksSetting"])(
    "%s alone is a heavy kernel's daily life",
    (reason) => {
      expect(verdictOf(disturbed({ throttle: [reason] })).verdict).toBe("faster");
    },
  );

  it("the clock moved by more than a tenth between the blocks of a case, by either clock", () => {
    expect(verdictOf(disturbed({ smMhz: 1785 })).verdict).toBe("faster");
    for (const clock of ["gpu", "call"] as const) {
      expect(faultOf(disturbed({ smMhz: 1410 }, clock)).detail).toBe(
        `The GPU's clock moved between 1410 and 1980 MHz while large was timed (${clock} clock); 10% is allowed.`,
      );
    }
  });

  it("other processes used the GPU, who are named with when they were seen", () => {
    const foreign = [process, { ...process, seen: "before" as const, pid: 7, name: "vllm" }];
    expect(faultOf(gpuReport({ foreign }))).toMatchObject({
      kind: "runner",
      detail:
        "Other processes used the GPU, before the measurement: vllm (pid 7, 31337 MB); after the measurement: python3 train.py (pid 4242, 31337 MB).",
    });
  });

  it.each(["crash", "limit", "error"] as const)(
    "a candidate's late %s beside a foreign process is not its verdict",
    (kind) => {
      const died = failure({ stage: "time", kind, message: "CUDA error: out of memory" });
      expect(faultOf(gpuReport({ foreign: [process], failure: died })).kind).toBe("runner");
      expect(verdictOf(gpuReport({ failure: died })).verdict).toBe("crashed");
    },
  );

  it("what no load explains stands: a wrong output, a compile error", () => {
    const checks = gpuReport().checks.map((check) => ({ ...check, mismatched: check.side === "candidate" ? 3 : 0 }));
    expect(verdictOf(gpuReport({ foreign: [process], checks })).verdict).toBe("wrong result");
    expect(verdictOf(gpuReport({ foreign: [process], checks: [], failure: failure({}) })).verdict).toBe(
      "compile error",
    );
  });
});

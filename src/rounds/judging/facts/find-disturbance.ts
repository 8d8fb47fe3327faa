import type { CaseSamples, ForeignProcess, Report } from "../../report.ts";
import type { Fault } from "./report-fault.ts";

/** Blocks at clocks this far apart were not measured on one machine, as it were: such a run says nothing. */
const mostClockSpread = 0.1;

/**
 * In NVML's words or nvidia-smi's, without their case and dashes: heat and power brakes strike from outside. A software
 * power cap is a heavy kernel's daily life: what it does to the clock is held against `mostClockSpread`.
 */
const slowdowns = ["hwslowdown", "hardwareslowdown", "thermal", "powerbrake"];

/** What disturbed a run from outside, so that its times are nobody's; null where nothing is known to have. */
export function findDisturbance(report: Report): Fault | null {
  return foreignLoad(report) ?? throttledClock(report) ?? movedClock(report);
}

function foreignLoad({ foreign = [] }: Report): Fault | null {
  if (foreign.length === 0) return null;
  const told = (["before", "after"] as const).flatMap((seen) => {
    const names = foreign.filter((each) => each.seen === seen).map(processText);
    return names.length === 0 ? [] : [`${seen} the measurement: ${[...new Set(names)].join(", ")}`];
  });
  return runnerFault(null, `Other processes used the GPU, ${told.join("; ")}.`);
}

function processText({ name, pid, memoryMb }: ForeignProcess): string {
  return `${name} (pid ${pid}, ${Math.round(memoryMb)} MB)`;
}

function throttledClock({ cases }: Report): Fault | null {
  for (const { label, clock, conditions = [] } of cases) {
    const struck = conditions.findIndex(({ throttle }) => throttle.some(isSlowdown));
    const found = conditions[struck];
    if (found === undefined) continue;
    const reasons = found.throttle.filter(isSlowdown).join(", ");
    const facts = `${found.smMhz} MHz, ${found.temperatureC} °C`;
    return runnerFault(
      label,
      `The GPU slowed itself down (${reasons}; ${facts}) in block ${struck + 1} of ${label}, ${clock} clock.`,
    );
  }
  return null;
}

function isSlowdown(reason: string): boolean {
  const plain = reason.toLowerCase().replaceAll(/[^a-z]/g, "");
  return slowdowns.some((word) => plain.includes(word));
}

function movedClock({ cases }: Report): Fault | null {
  for (const each of cases) {
    const [low, high] = clockRange(each);
    if (high - low <= mostClockSpread * high) continue;
    return runnerFault(
      each.label,
      `The GPU's clock moved between ${low} and ${high} MHz while ${each.label} was timed (${each.clock} clock); ${mostClockSpread * 100}% is allowed.`,
    );
  }
  return null;
}

function clockRange({ conditions = [] }: CaseSamples): readonly [low: number, high: number] {
  const clocks = conditions.map(({ smMhz }) => smMhz);
  return clocks.length === 0 ? [0, 0] : [Math.min(...clocks), Math.max(...clocks)];
}

function runnerFault(label: string | null, detail: string): Fault {
  return { kind: "runner", stage: "time", label, detail, log: "" };
}

import { existsSync } from "node:fs";
import type { Runner } from "../runner/runner-settings.ts";
import type { NamedRunner } from "./cards/new-problem-card.ts";
import { listText } from "./cards/numbers.ts";
import type { RunnerPlan } from "./runner-keys.ts";

/** The driver's own file, and what stands for it in WSL. */
export const hasGpuHere = () => existsSync("/dev/nvidiactl") || existsSync("/dev/dxg");

/**
 * The runner that a problem in Python has to name, where the usual one is this machine and has no GPU; null: the usual
 * one may do. What lies behind a launcher is its own affair.
 */
export function runnerForPython({ runners, usual }: RunnerPlan, hasGpu: boolean): NamedRunner | null {
  const canRun = ({ settings }: Runner) => settings.device === "cpu" || settings.launcher.length > 0 || hasGpu;
  const able = runners.filter(canRun).map(({ name }) => name);
  if (able.includes(usual)) return null;
  const [only, ...more] = able;
  if (only === undefined) {
    const how = `This machine has no GPU: put a runner into config/tank.yml in place of \`runners: {}\`, and its name in place of NAME.`;
    return { name: "NAME", how };
  }
  if (more.length > 0) return { name: "NAME", how: `${usual} has no GPU: NAME is one of ${listText(able)}.` };
  return { name: only, how: `${usual} has no GPU, so the commands name ${only}.` };
}

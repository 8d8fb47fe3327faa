import { listText } from "./cards/numbers.ts";
import type { RunnerPlan } from "./runner-keys.ts";

/** What to do where a runner lacks the GPU, or the torch, that a run needs; null: it failed for something else. */
export function noGpuHint(message: string, { runners }: RunnerPlan, used: string): string | null {
  if (!/NVIDIA driver|there is no GPU|no module named '?torch|has no torch/i.test(message)) return null;
  const others = runners.map(({ name }) => name).filter((name) => name !== used);
  return others.length === 0
    ? "Add a runner to config/tank.yml, one with a GPU or with `device: cpu` (docs/runners.md), and name it with --runner."
    : `Name a runner with --runner: config/tank.yml has ${listText(others)}.`;
}

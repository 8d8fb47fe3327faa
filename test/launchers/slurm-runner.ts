import { type Runner, RunnerSettings } from "../../src/runner/runner-settings.ts";
import { whyNoPython } from "../runner/python-run.ts";
import { lacks } from "../runner/requirements.ts";
import type { GpuPython } from "./gpu-python.ts";
import type { SlurmCluster } from "./slurm-cluster.ts";

export const whyNoSlurm =
  whyNoPython ?? (lacks("slurm") ? "(no Slurm here)" : lacks("root") ? "(Slurm's daemons need root)" : undefined);

/** A runner as docs/runners.md shows it; later words win over earlier ones. */
export function overSlurm({ env }: SlurmCluster, python: GpuPython, words: readonly string[] = []): Runner {
  const settings = RunnerSettings.parse({
    launcher: [
      "srun",
      "--job-name=tank-{run}",
      "--gres=gpu:1",
      "--time={minutes}",
      "--unbuffered",
      "--quiet",
      ...words,
    ],
    cancel: ["scancel", "--name=tank-{run}"],
    alive: ["squeue", "-h", "--name=tank-{run}", "-o", "%T"],
    python: python.path,
    device: "cpu",
  });
  return { name: "local", settings, env };
}

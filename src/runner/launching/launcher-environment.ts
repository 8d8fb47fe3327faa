import type { RunnerSettings } from "../runner-settings.ts";

/** What ssh, srun, docker, kubectl, a compiler or CUDA find their way by; no secret of ours has such a name. */
const usual = [
  "PATH",
  "HOME",
  "USER",
  "LOGNAME",
  "SSH_AUTH_SOCK",
  "SLURM_CONF",
  "KUBECONFIG",
  "DOCKER_HOST",
  "DOCKER_CONFIG",
  "XDG_RUNTIME_DIR",
  "CUDA_HOME",
  "CUDA_VISIBLE_DEVICES",
  "LD_LIBRARY_PATH",
];

/** The few variables that a launcher gets of an environment; kernels see none of them. */
export function launcherEnvironment(
  { environment }: Pick<RunnerSettings, "environment">,
  variables: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  const kept = [...usual, ...environment].flatMap((name) => {
    const value = variables[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(kept);
}

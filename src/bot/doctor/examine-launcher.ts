import { UserError } from "../../rounds/user-error.ts";
import { type Probed, probeRunner } from "../../runner/probe-runner.ts";
import type { Runner } from "../../runner/runner-settings.ts";
import { hoursText } from "../../runner/work-hours.ts";

/** The oldest Python that the harness is written for. */
const oldestPython = [3, 9] as const;

/**
 * Reaches a runner's machine and asks what is there; what can't be seen from here is said.
 * `buildsFor`: runners that have it as their builder, which needs no GPU.
 */
export async function examineLauncher(runner: Runner, buildsFor: readonly string[] = []): Promise<string> {
  const { settings, name } = runner;
  const key = `runners.${name} in config/tank.yml`;
  const probe = await probeRunner(runner);
  switch (probe.outcome) {
    case "missing":
      throw new UserError(
        "runner-launcher",
        `${probe.program} is no program on this machine.`,
        `Install it here, or mend ${settings.launcher.length > 0 ? "launcher" : "python"} of ${key}.`,
      );
    case "unasked":
      return `${probe.program} is there; not asked further, because that would wait in its queue${restText(runner)}`;
    case "silent":
      throw new UserError(
        "runner-silent",
        `It can't be reached: ${probe.message.slice(0, 300)}.`,
        `Start it by hand: ${[...settings.launcher, settings.python, "--version"].join(" ")} (${key}).`,
      );
    case "answered":
      refuseOldPython(runner, probe.probed, key);
      if (buildsFor.length === 0) refuseUnfit(runner, probe.probed, key);
      if (probe.noise !== null) throw noisy(probe.noise);
      return answeredText(runner, probe.probed, buildsFor);
  }
}

function refuseOldPython({ settings }: Runner, { python, host }: Probed, key: string): void {
  const [major = 0, minor = 0] = python.split(".").map(Number);
  if (major < oldestPython[0] || (major === oldestPython[0] && minor < oldestPython[1])) {
    const message = `${settings.python} on ${host} is Python ${python}, and the harness needs ${oldestPython.join(".")} or newer.`;
    throw new UserError("runner-python", message, `Name a newer one: python of ${key}.`);
  }
}

function refuseUnfit({ settings }: Runner, { torch, gpus, host }: Probed, key: string): void {
  if (settings.device === "cpu") return;
  if (gpus === 0) {
    const message = `There is no NVIDIA GPU on ${host} (no /dev/nvidia0).`;
    throw new UserError("runner-gpu", message, `Give it one (docker: --gpus all), or set device: cpu of ${key}.`);
  }
  if (torch === null) {
    const message = `${settings.python} on ${host} has no torch.`;
    throw new UserError(
      "runner-torch",
      message,
      `Install torch for it, or name the Python that has it: python of ${key}.`,
    );
  }
}

function noisy(line: string): UserError {
  return new UserError(
    "runner-noise",
    `Something prints on stdout before the harness can: "${line.slice(0, 80)}".`,
    "Stdout belongs to the harness alone: quiet the shell's start files there for shells that nobody types in.",
  );
}

function answeredText(
  runner: Runner,
  { host, python, torch, triton, nvcc, gpus }: Probed,
  buildsFor: readonly string[],
): string {
  const { device } = runner.settings;
  const modules = `torch ${torch ?? "missing"}, triton ${triton ?? "missing"}, nvcc ${nvcc === null ? "missing" : "there"}`;
  if (buildsFor.length > 0) {
    return `${host}: Python ${python}, ${modules}; builds for ${buildsFor.join(", ")}; its sandbox shows with the first run`;
  }
  const devices =
    device === "cpu"
      ? "measures on the processor; its sandbox shows"
      : `${gpus} GPU${gpus === 1 ? "" : "s"}; driver and sandbox show`;
  return `${host}: Python ${python}, ${modules}, ${devices} with the first run${restText(runner)}`;
}

function restText({ settings }: Runner): string {
  const hours = hoursText(settings);
  return hours === null ? "" : `; works ${hours}`;
}

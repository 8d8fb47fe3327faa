import { describe, expect, it } from "vitest";
import { fillPlaceholders, placeholderValues } from "../../src/runner/launching/launcher-placeholders.ts";
import { launcherWords } from "../../src/runner/launching/launcher-words.ts";
import { runLimitMs } from "../../src/runner/run-limit.ts";
import { RunnerSettings } from "../../src/runner/runner-settings.ts";
import { pythonBundle } from "../runner/python-problem.ts";

const bundle = pythonBundle(null);
const refusalsOf = (settings: object) =>
  RunnerSettings.safeParse(settings).error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);

describe("a launcher's placeholders", () => {
  it("are the run with its attempt, and the minutes that it may take", () => {
    const values = placeholderValues({ ...bundle, runId: "17", attempt: 2 });
    expect(values).toEqual({ run: "17-2", minutes: String(Math.ceil(runLimitMs(bundle) / 60_000)) });
    expect(fillPlaceholders(["srun", "--job-name=tank-{run}", "--time={minutes}"], values)).toEqual([
      ...["srun", "--job-name=tank-17-2", `--time=${values.minutes}`],
    ]);
  });

  it("leave JSON, a shell's variables and docker's templates alone", () => {
    const words = ['--overrides={"spec":{"restartPolicy":"Never"}}', `echo ${"$"}{home}`, "--format={{json}}", "{}"];
    expect(RunnerSettings.parse({ launcher: words }).launcher).toEqual(words);
    expect(fillPlaceholders(words, placeholderValues(bundle))).toEqual(words);
  });

  it.each([["a b"], ["17; scancel -u tank"], ["--help me"], [""], ["ü"]])("take no run id like %j", (runId) => {
    expect(() => placeholderValues({ ...bundle, runId })).toThrow(RangeError);
  });

  it.each([
    [
      { launcher: ["srun", "--job-name={job}"] },
      ["launcher.1: {job} is no placeholder; there are {run} and {minutes}"],
    ],
    [
      { launcher: ["srun"], alive: ["squeue", "--name={name}"] },
      ["alive.1: {name} is no placeholder; there are {run} and {minutes}"],
    ],
    [{ alive: ["squeue"] }, ["alive: without a launcher there is no job to ask for"]],
    [{ cancel: ["scancel", "{id}"] }, ["cancel.1: {id} is no placeholder; there are {run} and {minutes}"]],
    [
      { serve: true, launcher: ["srun", "--time={minutes}"], cancel: ["scancel"], alive: ["squeue"] },
      [
        "launcher: a harness that serves is of no one run: leave out {run} and {minutes}",
        "cancel: a harness that serves is of no one run: leave out cancel, or serve",
        "alive: a harness that serves is of no one run: leave out alive, or serve",
      ],
    ],
  ])("are refused where they can't be: %j", (settings, says) => {
    expect(refusalsOf(settings)).toEqual(says);
  });
});

describe("ssh as a launcher", () => {
  const values = placeholderValues(bundle);
  const wordsOf = (launcher: readonly string[]) =>
    launcherWords({ launcher: [...launcher] }, ["true"], values).slice(0, -1);

  it("never asks, notices a dead line, and shares no connection", () => {
    expect(wordsOf(["/usr/bin/ssh", "gpu-box", "sudo", "-n"]).join(" ")).toBe(
      "/usr/bin/ssh -o BatchMode=yes -o ServerAliveInterval=15 -o ServerAliveCountMax=3 -o ConnectTimeout=15 " +
        "-o ControlMaster=no gpu-box sudo -n",
    );
  });

  it("keeps what its words say themselves", () => {
    const words = wordsOf(["ssh", "-oserveraliveinterval=60", "-o", "ConnectTimeout 5", "gpu-box"]);
    expect(words.filter((word) => /ServerAliveInterval|ConnectTimeout/i.test(word))).toEqual([
      ...["-oserveraliveinterval=60", "ConnectTimeout 5"],
    ]);
  });

  it.each([
    [["ssh", "-o", "StrictHostKeyChecking=no", "box"]],
    [["ssh", "-oStrictHostKeyChecking=off", "box"]],
    [["/usr/bin/ssh", "-o", "UserKnownHostsFile=/dev/null", "box"]],
  ])("may not take whoever answers: %j", (launcher) => {
    expect(refusalsOf({ launcher })).toEqual([
      "launcher: let ssh check the host's key: else whoever answers measures for you",
    ]);
  });
});

import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { env } from "node:process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { examineLauncher } from "../../src/bot/doctor/examine-launcher.ts";
import { RunnerSettings } from "../../src/runner/runner-settings.ts";
import { lacks } from "./requirements.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tank-probe-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const { PATH = "" } = env;
const look = (settings: object, buildsFor: readonly string[] = []) =>
  examineLauncher({ name: "h100", settings: RunnerSettings.parse(settings), env: { PATH } }, buildsFor);

/** A Python, or a launcher, that says what we like. */
function program(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${text}\n`);
  chmodSync(path, 0o755);
  return path;
}

const answer = (parts: object) =>
  `echo '${JSON.stringify({ tank: 1, host: "box", python: "3.12.1", torch: "2.11", triton: "3.6", nvcc: null, gpus: 1, ...parts })}'`;

describe.concurrent("the doctor's look at a runner", () => {
  it.skipIf(lacks("python"))("asks a real Python through a shell, and tells what is there", async () => {
    const ssh = program("ssh", 'while [ "$1" = -o ]; do shift 2; done; shift; exec /bin/sh -c "$*"');
    expect(await look({ launcher: [ssh, "box"], device: "cpu" })).toMatch(
      /: Python 3\.\d+\.\d+, torch .*measures on the processor/,
    );
  });

  it("tells a GPU machine's versions, and the hours", async () => {
    const python = program("good", answer({}));
    expect(await look({ python, hours: "20:00-08:00" })).toMatch(
      /^box: Python 3\.12\.1, torch 2\.11, triton 3\.6, nvcc missing, 1 GPU; .*works 20:00–08:00 \(UTC\)$/,
    );
  });

  it("asks no GPU of a builder, and tells what it builds with", async () => {
    const python = program("builder", answer({ gpus: 0, torch: null, nvcc: "/usr/local/cuda/bin/nvcc" }));
    expect(await look({ python }, ["h100", "b200"])).toBe(
      "box: Python 3.12.1, torch missing, triton 3.6, nvcc there; builds for h100, b200; its sandbox shows with the first run",
    );
  });

  it("leaves a scheduler alone, and says so", async () => {
    expect(await look({ launcher: [program("srun", "exit 9"), "--gres=gpu:1"] })).toMatch(/not asked further/);
  });

  it.each([
    ["no torch", answer({ torch: null }), /on box has no torch\./],
    ["no GPU", answer({ gpus: 0 }), /no NVIDIA GPU on box/],
    ["an old Python", answer({ python: "3.8.10" }), /is Python 3\.8\.10, and the harness needs 3\.9 or newer/],
    ["a shell that prints", `echo Welcome!\n${answer({})}`, /prints on stdout before the harness can: "Welcome!"/],
    ["no answer", "echo no route to host >&2; exit 255", /can't be reached: no route to host\./],
  ])("is red with a remedy: %s", async (name, text, says) => {
    const red = expect.objectContaining({ message: expect.stringMatching(says), hint: expect.stringMatching(/\w/) });
    await expect(look({ python: program(name.replaceAll(" ", "-"), text) })).rejects.toEqual(red);
  });

  it("is red where the launcher is no program", async () => {
    await expect(look({ launcher: ["no-such-launcher"] })).rejects.toThrow("no-such-launcher is no program");
  });
});

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { describe, expect, it, vi } from "vitest";
import { wasmHarnessCommand } from "../../src/runner/launching/wasm-harness-command.ts";
import { doublingBundle, kernel } from "./doubling.ts";
import { canCountProcesses, processesOf } from "./processes.ts";

/** Starts the harness as the leader of a group, and waits until its candidate is in an endless loop. */
async function startHangingHarness() {
  const [file = "", ...argv] = wasmHarnessCommand();
  const harness = spawn(file, argv, { detached: true, stdio: ["pipe", "pipe", "inherit"] });
  const bundle = doublingBundle(kernel("while (true) store<i32>(to, load<i32>(to) + 1);"));
  harness.stdin.write(`${JSON.stringify(bundle)}\n`);
  for await (const line of createInterface(harness.stdout)) {
    // The baseline's last check is followed by the candidate's first, which never ends.
    if (line.includes('"baseline"') && line.includes('"large"')) break;
  }
  return { harness, group: harness.pid ?? 0 };
}

describe.skipIf(!canCountProcesses)("a harness whose candidate never returns", { timeout: 20_000 }, () => {
  it("leaves no process when it is killed with SIGKILL", async () => {
    const { harness, group } = await startHangingHarness();
    expect(processesOf(group)).toHaveLength(2);
    harness.kill("SIGKILL");
    await vi.waitFor(() => expect(processesOf(group)).toEqual([]), { timeout: 2000, interval: 20 });
  });

  it("ends by itself, with its children, when its caller's end of stdin is gone", async () => {
    const { harness, group } = await startHangingHarness();
    harness.stdin.destroy();
    await once(harness, "exit");
    await vi.waitFor(() => expect(processesOf(group)).toEqual([]), { timeout: 2000, interval: 20 });
  });
});

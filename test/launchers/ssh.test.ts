import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { env } from "node:process";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { harnessOf } from "../../src/runner/launching/harness-of.ts";
import type { LaunchOutcome } from "../../src/runner/launching/harness-process.ts";
import { launch } from "../../src/runner/launching/launch.ts";
import { readPythonHarness } from "../../src/runner/launching/python-harness.ts";
import { measureOnce } from "../../src/runner/measure-once.ts";
import type { Bundle, HarnessEvent } from "../../src/runner/protocol.ts";
import { type Runner, RunnerSettings } from "../../src/runner/runner-settings.ts";
import { freePort } from "../free-port.ts";
import { pySumsBundle, pySumsCandidate } from "../runner/py-sums.ts";
import { processesWith, reportOf, whyNoPython } from "../runner/python-run.ts";
import { lacks } from "../runner/requirements.ts";
import { daemons, escapingBundle, isAtWork, nothingIsLeft } from "./escaping.ts";
import { openSilentLine } from "./silent-line.ts";
import { type SshServer, startSshServer } from "./ssh-server.ts";

const reason = whyNoPython ?? (lacks("sshd") ? "(no OpenSSH server here)" : undefined);
const { PATH = "" } = env;

describe.skipIf(reason).concurrent(`over ssh ${reason ?? ""}`, { timeout: 150_000 }, () => {
  let server: SshServer;
  beforeAll(async () => {
    server = await startSshServer();
  });
  afterAll(() => server[Symbol.asyncDispose]());

  const runner = (python: string, client = server.client(), options: readonly string[] = []): Runner => ({
    name: "h100",
    settings: RunnerSettings.parse({ launcher: ["ssh", "-F", client, ...options, "gpu-box"], python, device: "cpu" }),
    env: { PATH },
  });

  it("a run ends with a report, and leaves nothing", async () => {
    const python = server.newPython();
    const events: HarnessEvent["event"][] = [];
    const bundle: Bundle = { ...pySumsBundle(await pySumsCandidate("faster")), sandbox: { required: "container" } };
    const report = reportOf(
      await measureOnce(runner(python.path), { bundle, onEvent: ({ event }) => events.push(event) }),
    );
    expect(report).not.toHaveProperty("failure");
    expect(report.cases.every(({ blocks }) => blocks.length > 0)).toBe(true);
    expect(events.at(0)).toBe("stage-started");
    expect(events.at(-1)).toBe("report");
    await nothingIsLeft(python, 1000);
  });

  it("a stopped run is dead within 5 s, with all that its kernel left behind", async () => {
    const python = server.newPython();
    const stop = new AbortController();
    const outcome = measureOnce(runner(python.path), { bundle: escapingBundle, signal: stop.signal });
    await isAtWork(python);
    stop.abort();
    await nothingIsLeft(python, 5000);
    expect(await outcome).toMatchObject({ ok: false, failure: { kind: "stopped" } });
  });

  it("a session that is killed on the other side is the runner's fault, and leaves nothing", async () => {
    const python = server.newPython();
    const outcome = measureOnce(runner(python.path), { bundle: escapingBundle });
    await isAtWork(python);
    process.kill(server.sessionOf(python), "SIGKILL");
    await nothingIsLeft(python, 5000);
    expectLost(await outcome, /ssh ended with exit code 255\. The connection was lost in mid-run: see the network/);
  });

  it("a line that falls silent is the runner's fault, and the other side ends by itself, but not before", async () => {
    await using line = await openSilentLine(server.port);
    const python = server.newPython();
    const client = server.client({ Port: line.port });
    const keepalive = ["-o", "ServerAliveInterval=1", "-o", "ServerAliveCountMax=2"];
    const start = harnessOf(escapingBundle, runner(python.path, client, keepalive), { python: readPythonHarness });
    if (typeof start === "string") throw new Error(start);
    const leashMs = 4000;
    const outcome = launch({ ...start, leashMs, bundle: escapingBundle, limitMs: 120_000 });
    await isAtWork(python);
    // A kernel that says nothing is no silent line.
    const since = performance.now();
    await vi.waitFor(() => expect(performance.now() - since).toBeGreaterThan(1.5 * leashMs), { timeout: 10_000 });
    expect(processesWith(python.mark).length).toBeGreaterThan(daemons);
    line.fallSilent();
    await nothingIsLeft(python, leashMs + 5000);
    expectLost(await outcome, /ssh ended with exit code 255\. The connection was lost in mid-run/);
  });

  it.each([
    [
      "another host key than the known one",
      () => server.client({ HostKeyAlgorithms: "ssh-ed25519", UserKnownHostsFile: wrongHostKey(server) }),
      /Another host key than the known one answered: find out why; .*ssh-keygen -R/,
    ],
    [
      "a host key that is not known",
      () => server.client({ UserKnownHostsFile: "/dev/null" }),
      /No host key of it is known here: log in once by hand, .* compare the fingerprint/,
    ],
    [
      "a key that is refused",
      () => server.client({ IdentityFile: server.newKey("stranger") }),
      /It took none of our keys: see that `ssh -o BatchMode=yes` logs in by hand/,
    ],
    [
      "a port where nobody listens",
      async () => server.client({ Port: await freePort() }),
      /Nobody answers there: is the machine up, does sshd run, are host and port right\?/,
    ],
    [
      "a host that is not known",
      () => server.client({ HostName: "no-such-host.invalid" }),
      /There is no such host: mend its name/,
    ],
  ])("%s is the runner's fault, with what to do about it", async (_what, client, says) => {
    expectLost(await measureOnce(runner("python3", await client()), { bundle: pySumsBundle(null) }), says);
  });
});

/** A file of known hosts that names another key. */
function wrongHostKey({ folder, newKey }: SshServer): string {
  const path = join(folder, "known-wrong");
  writeFileSync(path, `gpu-box ${readFileSync(`${newKey("other-host")}.pub`, "utf8")}`);
  return path;
}

function expectLost(outcome: LaunchOutcome, says: RegExp): void {
  expect(outcome).toMatchObject({ ok: false, failure: { kind: "lost", message: expect.stringMatching(says) } });
}

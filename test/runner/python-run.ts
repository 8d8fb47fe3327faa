import { readdirSync, readFileSync } from "node:fs";
import { env } from "node:process";
import type { Report } from "../../src/rounds/report.ts";
import type { HarnessStart, LaunchOutcome } from "../../src/runner/launching/harness-process.ts";
import { pythonCommand, readPythonHarness } from "../../src/runner/launching/python-harness.ts";
import { openServeSession } from "../../src/runner/launching/serve-session.ts";
import type { Bundle } from "../../src/runner/protocol.ts";
import { HarnessEvent } from "../../src/runner/protocol.ts";
import { lacks, systemPython } from "./requirements.ts";

const { PATH = "" } = env;

/** Why the Python harness can't be tested here; undefined when it can, or when TANK_REQUIRE says that it must. */
export const whyNoPython =
  systemPython === undefined && lacks("python") ? "no python3 that every user may run" : undefined;
export const python = systemPython ?? "python3";

const isRoot = process.getuid?.() === 0;
const command = pythonCommand(python);
const { preamble } = readPythonHarness();

/** A harness that ends by itself when its stdin does, and is given time to. */
export function startOf(words: readonly string[] = command, path = PATH): HarnessStart {
  return { command: words, preamble, env: { PATH: path }, graceMs: 10_000 };
}

/** Launchers on this machine behind which a harness gets no more than a tier. */
export const behind: Readonly<Record<"full" | "user" | "container", readonly string[]>> = {
  full: command,
  user: isRoot ? ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", "--", ...command] : command,
  container: [
    "unshare",
    ...["--user", "--map-root-user", "sh", "-c", 'echo 0 > /proc/sys/user/max_user_namespaces; exec "$@"', "sh"],
    ...command,
  ],
};

/** Far above what any of these runs takes: whatever ends one sooner was the harness's own limit. */
const limitMs = 50_000;

/** A harness for a file's tests: started once, and given run after run. */
export function openHarness(start: HarnessStart = startOf(), runLimitMs = limitMs) {
  const session = openServeSession(start);
  return {
    async run(bundle: Bundle): Promise<{ readonly report: Report; readonly events: readonly HarnessEvent[] }> {
      const events: HarnessEvent[] = [];
      const outcome = await session.run({
        bundle,
        limitMs: runLimitMs,
        onEvent: (event) => events.push(HarnessEvent.parse(event)),
      });
      return { report: reportOf(outcome), events };
    },
    [Symbol.asyncDispose]: () => session[Symbol.asyncDispose](),
  };
}

export function reportOf(outcome: LaunchOutcome): Report {
  if (!outcome.ok) throw new Error(`${outcome.failure.kind}: ${outcome.failure.message}\n${outcome.failure.log}`);
  return outcome.report;
}

/** Bytes that no other process of this machine has in its command line or environment. */
export const newMark = () => `tank-mark-${process.pid}-${Math.random().toString(36).slice(2, 10)}`;

/** Living processes that bear a mark in their command line, as what a kernel forked or started inherits from it. */
export function processesWith(mark: string): readonly number[] {
  return readdirSync("/proc")
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)
    .filter((pid) => pid !== process.pid && bears(pid, mark));
}

function bears(pid: number, mark: string): boolean {
  try {
    const isDead = /^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
    return !isDead && readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(mark);
  } catch {
    return false;
  }
}

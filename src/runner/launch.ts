import { setTimeout as after } from "node:timers/promises";
import { execa } from "execa";
import type { Report } from "../rounds/report.ts";
import { TextTail } from "./harness/wasm/text-tail.ts";
import type { Bundle, HarnessEvent } from "./protocol.ts";
import { readEvents } from "./read-events.ts";

/** Our own fault or the machine's, never a verdict about a candidate. */
export interface RunnerFailure {
  /**
   * `lost`: the harness ended without a report; `limit`: the whole run took too long;
   * `protocol`: it said what docs/protocol.md does not allow; `stopped`: the caller's signal.
   */
  readonly kind: "lost" | "limit" | "protocol" | "stopped";
  readonly message: string;
  /** The tail of what the harness and the launcher printed. */
  readonly log: string;
}

export type LaunchOutcome =
  | { readonly ok: true; readonly report: Report }
  | { readonly ok: false; readonly failure: RunnerFailure };

export interface Launch {
  /** Put before the command, such as `[ssh, gpu-box]`; empty for this machine. */
  readonly launcher?: readonly string[];
  readonly command: readonly string[];
  readonly bundle: Bundle;
  /** The launcher's whole environment; nothing of ours is passed on by itself. */
  readonly env?: Readonly<Record<string, string>>;
  readonly onEvent?: (event: HarnessEvent) => void;
  readonly signal?: AbortSignal;
  /** Start to end; the harness has its own limits for each stage. */
  readonly limitMs: number;
}

const keptLogBytes = 64 * 1024;

/**
 * Starts a harness, gives it the bundle and passes its events on, until its report.
 * Stdin stays open meanwhile: a harness ends itself, and its children, when stdin
 * ends, so nothing outlives this process, on whichever machine it runs. When this
 * settles, the command's whole process group is gone.
 */
export async function launch(run: Launch): Promise<LaunchOutcome> {
  const log = new TextTail(keptLogBytes);
  const fail = (kind: RunnerFailure["kind"], message: string): LaunchOutcome => ({
    ok: false,
    failure: { kind, message, log: log.toString() },
  });
  if (run.signal?.aborted) return fail("stopped", "The run was stopped before it began.");
  const harness = start(run);
  harness.stderr.on("data", (chunk: string | Buffer) => log.add(chunk));

  const ends = new AbortController();
  const outcome = await Promise.race([
    readEvents(harness.stdout, run.bundle, run.onEvent).then((end) => (end.ok ? end : fail(end.kind, end.message))),
    passed(run.limitMs, ends.signal).then(() => fail("limit", `The run took longer than ${run.limitMs / 1000} s.`)),
    stopped(run.signal, ends.signal).then(() => fail("stopped", "The run was stopped.")),
  ]).finally(() => {
    ends.abort();
    killGroup(harness.pid);
  });
  const { shortMessage, failed } = await harness;
  if (outcome.ok || outcome.failure.kind !== "lost") return outcome;
  return fail("lost", failed ? `${outcome.failure.message} ${shortMessage}` : outcome.failure.message);
}

function start({ launcher = [], command, bundle, env = {} }: Launch) {
  const [file, ...argv] = [...launcher, ...command];
  if (file === undefined) throw new RangeError("there is no command to launch");
  const options = { env, extendEnv: false, detached: true, buffer: false, reject: false, stdin: "pipe" } as const;
  const harness = execa(file, argv, options);
  // A harness that dies early closes its stdin; its end tells more than the failed write.
  harness.stdin.on("error", () => undefined);
  harness.stdin.write(`${JSON.stringify(bundle)}\n`);
  return harness;
}

async function passed(limitMs: number, ends: AbortSignal): Promise<void> {
  await after(limitMs, undefined, { signal: ends }).catch(() => undefined);
}

function stopped(signal: AbortSignal | undefined, ends: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal?.addEventListener("abort", () => resolve(), { once: true, signal: ends }));
}

/** The harness leads its own group, so that one signal reaches whatever it started. */
function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch (error) {
    const isGone = error instanceof Error && "code" in error && error.code === "ESRCH";
    if (!isGone) throw error;
  }
}

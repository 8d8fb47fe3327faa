import { setTimeout as after } from "node:timers/promises";
import { execa } from "execa";
import type { Report } from "../../rounds/report.ts";
import { TextTail } from "../harness/wasm/text-tail.ts";
import type { Bundle, HarnessEvent } from "../protocol.ts";
import { launcherEnd } from "./launcher-end.ts";
import { EventReader } from "./read-events.ts";
import { type JobQuestion, watchJob } from "./watch-job.ts";

/** Our own fault or the machine's, never a verdict about a candidate. */
export interface RunnerFailure {
  /**
   * `lost`: the harness ended without a report; `limit`: the whole run took too long;
   * `protocol`: it said what docs/protocol.md does not allow; `sandbox`: it held a kernel by less than was asked for;
   * `stopped`: the caller's signal.
   */
  readonly kind: "lost" | "limit" | "protocol" | "sandbox" | "stopped";
  readonly message: string;
  /** The tail of what the harness and the launcher printed. */
  readonly log: string;
}

export type LaunchOutcome =
  | { readonly ok: true; readonly report: Report }
  | { readonly ok: false; readonly failure: RunnerFailure };

/** How a harness is started. */
export interface HarnessStart {
  /** The launcher's words, where there is one, and the harness's own. */
  readonly command: readonly string[];
  /** The launcher's whole environment; nothing of ours is passed on by itself. */
  readonly env?: Readonly<Record<string, string>>;
  /** Bytes for stdin before the first bundle. */
  readonly preamble?: Uint8Array;
  /** Between stdin's end and the kill: a harness that holds more than one process group needs it to clean up. */
  readonly graceMs?: number;
  /** From stdin's end to a SIGTERM for the launcher itself, by which a scheduler hears that nobody waits any more. */
  readonly termAfterMs?: number;
  /** How long the harness may hear nothing before it takes us for gone; it hears from us four times as often. */
  readonly leashMs?: number;
  /** How the scheduler behind the launcher is asked for its job; the wait in its queue is then no part of a run's limit. */
  readonly job?: JobQuestion | undefined;
  /** Ends on the far side what the launcher may have left there, where it did not end well; false where that failed. */
  readonly cancelThere?: () => Promise<boolean>;
}

/** One run of a harness. */
export interface HarnessRun {
  readonly bundle: Bundle;
  readonly onEvent?: (event: HarnessEvent) => void;
  readonly signal?: AbortSignal;
  /** Start to end; the harness has its own limits for each stage. */
  readonly limitMs: number;
}

const keptLogBytes = 64 * 1024;

const uncancelledText =
  " Its `cancel` command failed too, and is tried again while this worker runs: see that nothing of the run is left there.";

/**
 * A launched harness. Its stdin stays open until `end`: a harness ends itself, and its children, when stdin ends, so
 * nothing outlives this process, on whichever machine it runs.
 */
export class HarnessProcess {
  readonly #process: ReturnType<typeof start>;
  readonly #events: EventReader;
  readonly #how: HarnessStart;
  readonly #pulse: NodeJS.Timeout | undefined;
  #log = new TextTail(keptLogBytes);
  #hasEnded = false;

  constructor(how: HarnessStart) {
    this.#process = start(how);
    this.#how = how;
    this.#process.stderr.on("data", (chunk: string | Buffer) => this.#log.add(chunk));
    void this.#process.then(() => {
      this.#hasEnded = true;
    });
    this.#events = new EventReader(this.#process.stdout);
    if (how.leashMs === undefined) return;
    this.#pulse = setInterval(() => this.#process.stdin.write("\n"), how.leashMs / 4);
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** Gives it a bundle and passes its events on, until its report. One run at a time; after a failure it must be ended. */
  async run({ bundle, onEvent, signal, limitMs }: HarnessRun): Promise<LaunchOutcome> {
    if (signal?.aborted) return this.#fail("stopped", "The run was stopped before it began.");
    const { leashMs, job } = this.#how;
    this.#process.stdin.write(`${JSON.stringify(leashMs === undefined ? bundle : { ...bundle, leashMs })}\n`);
    const ends = new AbortController();
    const spoken = new AbortController();
    const heard = (event: HarnessEvent) => {
      spoken.abort();
      onEvent?.(event);
    };
    const over = AbortSignal.any([spoken.signal, ends.signal]);
    const onState = (state: string) => onEvent?.({ event: "waiting", holders: `its scheduler says ${state}` });
    const begun = job === undefined ? Promise.resolve(null) : watchJob(job, { onState, over });
    const outcome = await Promise.race([
      this.#events.untilReport(bundle, heard).then((end) => (end.ok ? end : this.#fail(end.kind, end.message))),
      begun.then(async (fault) => {
        if (fault !== null) return this.#fail(fault.kind, fault.message);
        await passed(limitMs, ends.signal);
        return this.#fail("limit", `The run took longer than ${limitMs / 1000} s.`);
      }),
      stopped(signal, ends.signal).then(() => this.#fail("stopped", "The run was stopped.")),
    ]).finally(() => ends.abort());
    return outcome;
  }

  /** What it prints from now on belongs to the next run. */
  forgetLog(): void {
    this.#log = new TextTail(keptLogBytes);
  }

  /**
   * Ends it; when this settles, its whole process group is gone. Returns the outcome with all that it printed and, where
   * it was lost, how it ended.
   */
  async end(outcome: LaunchOutcome): Promise<LaunchOutcome> {
    const { graceMs = 0, termAfterMs = graceMs, cancelThere } = this.#how;
    clearInterval(this.#pulse);
    this.#process.stdin.end();
    this.#process.stdout.destroy();
    await this.#endsWithin(termAfterMs);
    if (termAfterMs < graceMs) {
      this.#process.kill("SIGTERM");
      await this.#endsWithin(graceMs - termAfterMs);
    }
    killGroup(this.#process.pid);
    const ended = await this.#process;
    const mayBeLeft = !outcome.ok || ended.failed;
    const isCancelled = !mayBeLeft || cancelThere === undefined || (await cancelThere());
    if (outcome.ok) return outcome;
    const { kind, message } = outcome.failure;
    const why =
      kind === "lost" && ended.failed ? ` ${launcherEnd(ended, this.#how.command[0] ?? "", this.#log.toString())}` : "";
    return this.#fail(kind, `${message}${why}${isCancelled ? "" : uncancelledText}`);
  }

  async #endsWithin(limitMs: number): Promise<void> {
    if (limitMs <= 0 || this.#hasEnded) return;
    const over = new AbortController();
    await Promise.race([this.#process, passed(limitMs, over.signal)]).finally(() => over.abort());
  }

  #fail(kind: RunnerFailure["kind"], message: string): LaunchOutcome {
    return { ok: false, failure: { kind, message, log: this.#log.toString() } };
  }
}

function start({ command, env = {}, preamble }: HarnessStart) {
  const [file, ...argv] = command;
  if (file === undefined) throw new RangeError("there is no command to launch");
  const options = { env, extendEnv: false, detached: true, buffer: false, reject: false, stdin: "pipe" } as const;
  const harness = execa(file, argv, options);
  // A harness that dies early closes its stdin; its end tells more than the failed write.
  harness.stdin.on("error", () => undefined);
  if (preamble !== undefined) harness.stdin.write(preamble);
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

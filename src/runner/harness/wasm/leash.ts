import { writeSync } from "node:fs";
import { Worker } from "node:worker_threads";

/**
 * The child's side of its pipes: the job is stdin's first line, and stdin's end is
 * the supervisor's death. A thread waits for that end, so that a kernel in an
 * endless loop on the main thread dies too.
 */
export function receiveJob(): Promise<string> {
  // An ordinary exit would wait for the thread, which waits for the supervisor.
  process.once("exit", endNow);
  process.once("uncaughtException", (error) => {
    writeSync(2, `${error.stack ?? error.message}\n`);
    endNow();
  });
  const thread = new Worker(new URL("./leash-thread.ts", import.meta.url));
  return new Promise((resolve) => thread.once("message", resolve));
}

function endNow(): void {
  process.kill(process.pid, "SIGKILL");
}

/** Sends one message to the supervisor, whole, before anything else runs. */
export function send(message: object): void {
  const bytes = Buffer.from(`${JSON.stringify(message)}\n`);
  for (let sent = 0; sent < bytes.length; ) sent += writeSome(bytes.subarray(sent));
}

const never = new Int32Array(new SharedArrayBuffer(4));

/** A pipe that is full refuses; the supervisor empties it, so waiting a moment is enough. */
function writeSome(bytes: Buffer): number {
  try {
    return writeSync(1, bytes);
  } catch (error) {
    const isFull = error instanceof Error && "code" in error && error.code === "EAGAIN";
    if (!isFull) throw error;
    Atomics.wait(never, 0, 0, 1);
    return 0;
  }
}

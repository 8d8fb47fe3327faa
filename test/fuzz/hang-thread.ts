import { writeSync } from "node:fs";
import { workerData } from "node:worker_threads";

const { shared, what, longestMs }: { shared: Int32Array; what: string; longestMs: number } = workerData;

/** Sleeps until a case has stood still for too long, or all are done. */
for (let seen = 0; seen >= 0; ) {
  const stoodStill = Atomics.wait(shared, 0, seen, longestMs) === "timed-out";
  const now = Atomics.load(shared, 0);
  if (stoodStill && now === seen) {
    writeSync(2, `A case hangs: npm run bench -- fuzz ${what} --cases ${seen}\n`);
    process.kill(process.pid, "SIGKILL");
  }
  seen = now;
}

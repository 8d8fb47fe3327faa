import { readSync } from "node:fs";
import { parentPort } from "node:worker_threads";

const chunk = Buffer.alloc(1 << 16);
const received: Buffer[] = [];
let jobSent = false;
for (;;) {
  const length = readSync(0, chunk);
  if (length === 0) process.kill(process.pid, "SIGKILL");
  if (jobSent) continue;
  received.push(Buffer.from(chunk.subarray(0, length)));
  if (chunk[length - 1] !== 10) continue;
  jobSent = true;
  parentPort?.postMessage(Buffer.concat(received).toString());
}

import { readdirSync, readFileSync } from "node:fs";

/** Kills whatever names a test's own folder in its command line or environment, also where the test has failed. */
export function endAllOf(folder: string): void {
  // What is killed may just have started another.
  for (let look = 0; look < 20; look++) {
    const found = readdirSync("/proc")
      .filter((entry) => /^\d+$/.test(entry))
      .map(Number)
      .filter((pid) => pid !== process.pid && names(pid, folder));
    if (found.length === 0) return;
    for (const pid of found) kill(pid);
  }
}

function names(pid: number, folder: string): boolean {
  try {
    return ["cmdline", "environ"].some((file) => readFileSync(`/proc/${pid}/${file}`, "utf8").includes(folder));
  } catch {
    // It has ended meanwhile, or is another user's.
    return false;
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

import { existsSync, readdirSync, readFileSync } from "node:fs";

/** Processes are counted from /proc: what was killed and not yet buried is none. */
export const canCountProcesses = existsSync("/proc/self/stat");

/** Every living process of a group. */
export function processesOf(group: number): number[] {
  return readdirSync("/proc")
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)
    .filter((pid) => groupOf(pid) === group);
}

export function isAlive(pid: number): boolean {
  return groupOf(pid) !== undefined;
}

/** State and group are counted after the name, which may hold anything. */
function groupOf(pid: number): number | undefined {
  try {
    const [state, , group] = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
    return state === "Z" || state === "X" ? undefined : Number(group);
  } catch {
    return undefined;
  }
}

/** Every edge at which the death of the process is tested: of a transaction, an attempt, a delivery, a recovery. */
export const killPoints = [
  "state-saved",
  "job-sent",
  "announcement-owed",
  "before-commit",
  "after-commit",
  "job-taken",
  "run-taken",
  "harness-launched",
  "report-received",
  "report-stored",
  "judge-taken",
  "report-judged",
  "runs-recovered",
  "lost-taken",
  "run-requeued",
  "before-post",
  "after-post",
  "before-mark",
  "after-mark",
] as const;
export type KillPoint = (typeof killPoints)[number];

let armed: { readonly point: KillPoint; times: number } | null = null;

/**
 * Arms one point, `name` or `name:3` for its third time. For tests alone: composition roots give it what stands in
 * the environment's TANK_KILL_AT, and undefined disarms.
 * @throws RangeError for a point that there isn't, since a test would pass without having killed anything.
 */
export function armKillPoint(wish: string | undefined): void {
  const [, name, times = "1"] = /^([a-z-]+)(?::([1-9]\d*))?$/.exec(wish ?? "") ?? [];
  const point = killPoints.find((each) => each === name);
  if (wish !== undefined && point === undefined) throw new RangeError(`there is no kill point "${wish}"`);
  armed = point === undefined ? null : { point, times: Number(times) };
}

/** Dies here with SIGKILL where this point is armed; otherwise it costs one comparison. */
export function killPoint(point: KillPoint): void {
  if (armed === null || armed.point !== point) return;
  armed.times--;
  if (armed.times === 0) process.kill(process.pid, "SIGKILL");
}

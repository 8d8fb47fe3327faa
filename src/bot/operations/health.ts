import type { LoopFacts } from "./pulse.ts";

/** What is known of this process and its database at a moment. */
export interface HealthFacts {
  readonly at: Date;
  /** Since when the database does not answer; null: it does. */
  readonly databaseLostAt: Date | null;
  readonly loops: readonly LoopFacts[];
  /** What each place is owed; empty where the database can't be asked. */
  readonly owed: readonly { readonly place: string; readonly count: number; readonly oldestAt: Date | null }[];
  /** The runners that runs go to; empty where the database can't be asked. */
  readonly runners: readonly RunnerFacts[];
}

export interface RunnerFacts {
  readonly runner: string;
  /** Workers whose hearts beat, those outside of their hours too. */
  readonly alive: number;
  /** Since when it has none; the start of this process where none was ever seen. */
  readonly lastSignAt: Date;
  /** The last one has stopped itself: the baseline against itself came out different. */
  readonly isStopped: boolean;
  /** Runs that wait for it. */
  readonly queued: number;
}

export interface HealthPart {
  readonly part: string;
  readonly status: "green" | "red";
  /** Since when it is red. */
  readonly since: Date | null;
  readonly says: string;
  /** What to do about it; null where it is green. */
  readonly todo: string | null;
}

export interface Health {
  readonly status: "green" | "red";
  readonly at: Date;
  readonly parts: readonly HealthPart[];
}

const longestOwedMs = 5 * 60_000;

/** Red where a loop stands still, an announcement is owed for more than five minutes, or a runner has no worker. */
export function healthOf(facts: HealthFacts): Health {
  const parts = [
    databasePart(facts),
    ...facts.loops.map((loop) => loopPart(loop)),
    ...facts.owed.map((owed) => outboxPart(owed, facts.at)),
    ...facts.runners.map((runner) => runnerPart(runner)),
  ];
  return { status: parts.some(({ status }) => status === "red") ? "red" : "green", at: facts.at, parts };
}

function green(part: string, says: string): HealthPart {
  return { part, status: "green", since: null, says, todo: null };
}

function databasePart({ databaseLostAt }: HealthFacts): HealthPart {
  if (databaseLostAt === null) return green("database", "It answers.");
  return {
    part: "database",
    status: "red",
    since: databaseLostAt,
    says: "It does not answer, so outbox and runners are not known. Nothing is lost; all goes on when it is back.",
    todo: "Look whether PostgreSQL runs, has room on its disk and can be reached from here (DATABASE_URL).",
  };
}

function loopPart({ loop, lastAt, isStalled }: LoopFacts): HealthPart {
  const part = `loop:${loop}`;
  if (!isStalled) return green(part, "It ticks.");
  const todo =
    "Look in the log for the last error of this loop; where it says nothing, start this process again: nothing is lost.";
  return { part, status: "red", since: lastAt, says: "It has stopped ticking.", todo };
}

function outboxPart({ place, count, oldestAt }: HealthFacts["owed"][number], at: Date): HealthPart {
  const part = `outbox:${place}`;
  const owed = `${count} ${count === 1 ? "announcement is" : "announcements are"} owed`;
  if (oldestAt === null || at.getTime() - oldestAt.getTime() <= longestOwedMs) return green(part, `${owed}.`);
  return {
    part,
    status: "red",
    since: oldestAt,
    says: `${owed}, the oldest for more than five minutes.`,
    todo: "Look in the log for delivery-waits and delivery-refused, which say why; what is owed is told when it can be.",
  };
}

function runnerPart({ runner, alive, lastSignAt, isStopped, queued }: RunnerFacts): HealthPart {
  const part = `runner:${runner}`;
  const waiting = `${queued} ${queued === 1 ? "run waits" : "runs wait"}`;
  if (alive > 0) return green(part, `${alive} ${alive === 1 ? "worker" : "workers"}; ${waiting}.`);
  const red = { part, status: "red", since: lastSignAt } as const;
  if (isStopped) {
    const says = `Its guard has stopped it: the baseline against itself came out different. ${waiting}.`;
    const todo = `Mend its machine (npm run tank -- doctor), then start its worker again: ${startText(runner)}`;
    return { ...red, says, todo };
  }
  return { ...red, says: `No worker takes its runs; ${waiting}.`, todo: `Start one: ${startText(runner)}` };
}

function startText(runner: string): string {
  return `npm run worker -- --runner ${runner}, or the bot, where it serves this runner itself (docs/runners.md).`;
}

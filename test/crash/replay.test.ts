import type { ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import { describe, expect, it } from "vitest";
import { ReplayProcess } from "./replay-process.ts";

/** Kills when the nth line of progress appears: an instant of a build, a check, a timing or between two runs. */
const atProgressLine = (n: number) => (child: ChildProcess) => {
  if (!child.stderr) throw new Error("stderr is piped");
  let seen = 0;
  createInterface(child.stderr).on("line", () => {
    seen++;
    if (seen === n) child.kill("SIGKILL");
  });
};

describe("the demo, killed with SIGKILL again and again", () => {
  it("goes on each time: no ballot lost, no verdict twice, no process and no file left", {
    timeout: 240_000,
  }, async () => {
    using replay = new ReplayProcess();
    for (const line of [1, 2, 5, 11, 3, 8]) expect(await replay.run(atProgressLine(line))).toBe(null);
    expect(await replay.run()).toBe(0);
    const outcome = await replay.outcome();
    expect(outcome.states).toEqual(["decided", "decided", "decided"]);
    expect(outcome.verdicts).toEqual([1, 1, 3]);
    expect(outcome.ballots).toEqual([3, 3, 3]);
    expect(new Set(Object.values(outcome.announced))).toEqual(new Set([1]));
    const shown = replay.lines.map((line) => JSON.parse(line)).map(({ round, pitch }) => `${round} ${pitch}`);
    expect(shown.toSorted()).toEqual([...new Set(shown)].toSorted());
    expect(shown).toHaveLength(5);
    expect(replay.strayFiles()).toEqual([]);
    expect(replay.processes()).toEqual([]);
  });
});

import { afterEach, describe, expect, it, vi } from "vitest";
import { armKillPoint, killPoint } from "../../src/rounds/kill-point.ts";

const kill = vi.spyOn(process, "kill").mockReturnValue(true);
afterEach(() => {
  armKillPoint(undefined);
  kill.mockClear();
});

describe("a kill point", () => {
  it("does nothing unless it is armed", () => {
    killPoint("run-taken");
    armKillPoint("run-taken");
    killPoint("report-stored");
    expect(kill).not.toHaveBeenCalled();
  });

  it("kills this process with SIGKILL, at the time that is named", () => {
    armKillPoint("run-taken:2");
    killPoint("run-taken");
    expect(kill).not.toHaveBeenCalled();
    killPoint("run-taken");
    expect(kill).toHaveBeenCalledExactlyOnceWith(process.pid, "SIGKILL");
  });

  it.each(["run-token", "run-taken:0", "", "run-taken:x"])("that there isn't (%s) is refused", (wish) => {
    expect(() => armKillPoint(wish)).toThrow(RangeError);
  });
});
